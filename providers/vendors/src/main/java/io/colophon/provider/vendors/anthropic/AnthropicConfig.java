package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A host that speaks Anthropic's messages interface.
 *
 * @param baseUrl what stands before {@code /messages}
 * @param apiKey sent as {@code x-api-key}; absent: no credential is sent
 * @param version {@code anthropic-version}
 * @param beta {@code anthropic-beta}; absent: none
 * @param defaultMaxTokens output limit of requests that set none, since the interface asks for one;
 *     at least 1
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; empty: any model may be asked for
 */
public record AnthropicConfig(
    @Default("https://api.anthropic.com/v1") URI baseUrl,
    Optional<Secret> apiKey,
    @Default("2023-06-01") String version,
    Optional<String> beta,
    @Default("8192") int defaultMaxTokens,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {
  public AnthropicConfig {
    if (defaultMaxTokens < 1) {
      throw new IllegalArgumentException(
          "default-max-tokens is " + defaultMaxTokens + ", expected at least 1");
    }
  }
}
