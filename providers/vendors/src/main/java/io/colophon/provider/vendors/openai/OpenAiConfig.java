package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host that speaks OpenAI's API.
 *
 * @param preset the host's habits: what it is called in the listing of {@link Preset}
 * @param baseUrl what stands before {@code /chat/completions}; absent: the preset's own host, which
 *     those for self-hosted servers do not have
 * @param apiKey the key; absent: no credential is sent, as local servers like it
 * @param organization {@code OpenAI-Organization}
 * @param project {@code OpenAI-Project}
 * @param apiVersion {@code api-version} of Azure's older addresses; absent: Azure's v1 address,
 *     which needs none
 * @param textApi which of the host's interfaces text goes to
 * @param headers further headers to send with every call, never with secrets in them
 * @param voice who speaks when a request for speech names nobody
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; empty: any model may be asked for
 */
public record OpenAiConfig(
    @Default("openai") Preset preset,
    Optional<URI> baseUrl,
    Optional<Secret> apiKey,
    Optional<String> organization,
    Optional<String> project,
    Optional<String> apiVersion,
    @Default("chat") TextApi textApi,
    Optional<Map<String, String>> headers,
    @Default("alloy") String voice,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {

  /** Which interface text goes to. */
  public enum TextApi {
    /** {@code /chat/completions}, which every compatible host has. */
    CHAT,
    /** {@code /responses}. */
    RESPONSES
  }

  /** The address that paths are added to, without a slash at its end. */
  String address() {
    URI address =
        baseUrl
            .or(() -> preset.address())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "base-url is missing: preset "
                            + preset.id()
                            + " is for servers of your own, expected an http or https address"));
    String scheme = address.getScheme();
    if (address.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          "base-url is \"" + address + "\", expected an http or https address");
    }
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
