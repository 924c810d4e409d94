package io.colophon.gateway.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of an endpoint, as in the Standard Webhooks specification: {@code whsec_} and 24 to 64
 * random bytes in base64. Immutable.
 */
public final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final SecretKeySpec key;

  private WebhookSecret(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException for anything else; the message does not hold the text
   */
  public static WebhookSecret parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("expected whsec_ and 24 to 64 bytes in base64");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException notBase64) { // whose message shows what it read
      throw new IllegalArgumentException("expected base64 after whsec_");
    }
    if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "expected 24 to 64 bytes after whsec_, it has " + bytes.length);
    }
    return new WebhookSecret(new SecretKeySpec(bytes, ALGORITHM));
  }

  /**
   * The value of {@code webhook-signature}: {@code v1,} and HMAC-SHA256 in base64 of {@code
   * ID.TIMESTAMP.BODY}.
   *
   * @param timestamp seconds since 1970, as in {@code webhook-timestamp}
   */
  String sign(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  /** The headers of a signed request; its timestamp is {@code now} in seconds. */
  public Map<String, String> headers(String id, Instant now, byte[] body) {
    long timestamp = now.getEpochSecond();
    return Map.of(
        "webhook-id", id,
        "webhook-timestamp", Long.toString(timestamp),
        "webhook-signature", sign(id, timestamp, body));
  }

  @Override
  public String toString() {
    return "WebhookSecret[***]";
  }
}
