package io.colophon.provider.vendors.spark;

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
 * A deployment of Spark. A model's name is what the vendor calls its domain, for instance {@code
 * generalv3.5}; each domain has a path of its own.
 *
 * @param baseUrl scheme and host: {@code https} stands for {@code wss}, {@code http} for {@code ws}
 * @param appId the application's id
 * @param apiKey the key, part of the signature in the open; masked all the same
 * @param apiSecret the secret that signs
 * @param path where models are reached that {@code paths} does not name
 * @param paths where a model is reached, by its name
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for
 */
public record SparkConfig(
    @Default("https://spark-api.xf-yun.com") URI baseUrl,
    String appId,
    Secret apiKey,
    Secret apiSecret,
    @Default("/v3.5/chat") String path,
    Optional<Map<String, String>> paths,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {

  public SparkConfig {
    requireSlash("path", path);
    paths.ifPresent(all -> all.forEach((model, one) -> requireSlash("paths." + model, one)));
  }

  private static void requireSlash(String key, String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          key + " is \"" + path + "\", expected a path that begins with a slash");
    }
  }

  String pathOf(String model) {
    return paths.map(all -> all.get(model)).orElse(path);
  }
}
