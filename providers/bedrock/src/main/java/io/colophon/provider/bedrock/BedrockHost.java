package io.colophon.provider.bedrock;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a region's calls go. Immutable. */
final class BedrockHost {
  private static final String S3 = "s3://";

  private final String runtime;
  private final Optional<String> buckets;
  private final String region;
  private final String suffix;
  private final Signer signer;

  BedrockHost(BedrockConfig config, Clock clock) {
    this.region = config.region();
    this.suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    this.runtime =
        config
            .baseUrl()
            .map(BedrockHost::bare)
            .orElse("https://bedrock-runtime." + region + "." + suffix);
    this.buckets = config.s3Url().map(BedrockHost::bare);
    this.signer = new Signer(config, clock);
  }

  private static String bare(URI uri) {
    String text = uri.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Speaks with a model, piece by piece. */
  HttpCall converse(String model, byte[] body) {
    return signer.runtime(
        HttpCall.post(URI.create(runtime + "/model/" + escaped(model) + "/converse-stream"))
            .header("accept", "application/vnd.amazon.eventstream")
            .json(body));
  }

  /** Begins a job. */
  HttpCall start(byte[] body) {
    return signer.runtime(HttpCall.post(URI.create(runtime + "/async-invoke")).json(body));
  }

  /** Asks after a job. */
  HttpCall look(String arn) {
    return signer.runtime(HttpCall.get(URI.create(runtime + "/async-invoke/" + escaped(arn))));
  }

  /**
   * Fetches an object.
   *
   * @param address {@code s3://bucket/key}
   */
  HttpCall object(String address) {
    int slash = address.indexOf('/', S3.length());
    if (!address.startsWith(S3) || slash < 0) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "the answer names no usable place of its result");
    }
    String bucket = address.substring(S3.length(), slash);
    String key = path(address.substring(slash + 1));
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "the answer names no usable bucket of its result");
    }
    String uri =
        buckets
            .map(base -> base + "/" + bucket + "/" + key)
            .orElseGet(() -> "https://" + bucket + ".s3." + region + "." + suffix + "/" + key);
    return signer.bucket(HttpCall.get(URI.create(uri)));
  }

  private static String path(String key) {
    return Arrays.stream(key.split("/", -1))
        .map(BedrockHost::escaped)
        .collect(Collectors.joining("/"));
  }

  // RFC 3986, as AWS signs it.
  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
