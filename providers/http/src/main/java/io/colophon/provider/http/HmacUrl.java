package io.colophon.provider.http;

import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * Addresses that carry their own signature: {@code host}, {@code date} and the request line under
 * HMAC-SHA-256, all in the query, as iFlytek's WebSocket APIs ask for it.
 */
public final class HmacUrl {
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private HmacUrl() {}

  /**
   * The address with {@code authorization}, {@code date} and {@code host} added to its query.
   *
   * @param method GET for a WebSocket
   * @param uri without a query
   */
  public static URI sign(String method, URI uri, String apiKey, Secret apiSecret, Instant now) {
    String host = Origin.of(uri).authority();
    String date = RFC_1123.format(now);
    String signature =
        Base64.getEncoder()
            .encodeToString(
                Hmac.sha256(
                    apiSecret.reveal().getBytes(StandardCharsets.UTF_8),
                    "host: "
                        + host
                        + "\ndate: "
                        + date
                        + "\n"
                        + method
                        + " "
                        + uri.getRawPath()
                        + " HTTP/1.1"));
    String authorization =
        "api_key=\""
            + apiKey
            + "\", algorithm=\"hmac-sha256\", headers=\"host date request-line\", signature=\""
            + signature
            + "\"";
    return URI.create(
        uri
            + "?authorization="
            + encoded(
                Base64.getEncoder().encodeToString(authorization.getBytes(StandardCharsets.UTF_8)))
            + "&date="
            + encoded(date)
            + "&host="
            + encoded(host));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
