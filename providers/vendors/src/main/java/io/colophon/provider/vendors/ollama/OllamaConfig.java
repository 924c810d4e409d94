package io.colophon.provider.vendors.ollama;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server that runs Ollama.
 *
 * @param baseUrl the server, without {@code /api}
 * @param apiKey sent as a bearer token, for Ollama's own cloud or a proxy; absent: none is sent
 * @param context {@code num_ctx} of each request, in tokens; absent: the server's own, which cuts
 *     long prompts without a word
 * @param keepAlive how long the model stays loaded after a request, as {@code keep_alive} wants it,
 *     for instance {@code 10m}; absent: the server's own
 * @param accelerators how many accelerators work on one request; the time that the server says it
 *     computed counts for each of them. 0: it has none, and no accelerator time is reported
 * @param timeout how long to wait for what; the first output includes loading the model
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for
 */
public record OllamaConfig(
    @Default("http://127.0.0.1:11434") URI baseUrl,
    Optional<Secret> apiKey,
    Optional<Integer> context,
    Optional<String> keepAlive,
    @Default("1") int accelerators,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {
  private static final int MOST_ACCELERATORS = 1024;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public OllamaConfig {
    String scheme = baseUrl.getScheme();
    if (baseUrl.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          "base-url is \"" + baseUrl + "\", expected an http or https address");
    }
    if (context.isPresent() && context.get() < 1) {
      throw new IllegalArgumentException(
          "context is " + context.get() + ", expected at least 1 token");
    }
    if (accelerators < 0 || accelerators > MOST_ACCELERATORS) {
      throw new IllegalArgumentException(
          "accelerators is " + accelerators + ", expected 0 to " + MOST_ACCELERATORS);
    }
  }
}
