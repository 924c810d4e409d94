package io.colophon.provider.vendors.replicate;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.spi.WebhookReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Replicate's calls, which are signed as Standard Webhooks 1.0 has it: {@code
 * webhook-signature} holds, among others, {@code v1,} and the base64 of HMAC-SHA256 over id,
 * timestamp and body, joined by full stops; the key is the base64 after {@code whsec_}.
 */
final class ReplicateWebhooks implements WebhookReader {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final SecretKeySpec key;
  private final Clock clock;
  private final Consumer<String> moved;

  /**
   * @param moved is told the id of each prediction that is done
   * @throws IllegalArgumentException if the secret is none
   */
  ReplicateWebhooks(Secret secret, Clock clock, Consumer<String> moved) {
    String text = secret.reveal();
    if (!text.startsWith("whsec_")) {
      throw new IllegalArgumentException("webhook-secret does not begin with whsec_");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.substring("whsec_".length()));
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("webhook-secret is not base64 after whsec_");
    }
    if (bytes.length == 0) {
      throw new IllegalArgumentException("webhook-secret is empty after whsec_");
    }
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
    this.clock = clock;
    this.moved = moved;
  }

  @Override
  public String handleOf(Map<String, String> headers, ByteBuffer body) {
    String id = headers.getOrDefault("webhook-id", "");
    String timestamp = headers.getOrDefault("webhook-timestamp", "");
    String signatures = headers.getOrDefault("webhook-signature", "");
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    if (id.isEmpty() || !recent(timestamp) || !signed(id, timestamp, bytes, signatures)) {
      throw new ProviderException(
          FailureKind.CREDENTIAL_REJECTED, "the call bears no valid signature");
    }
    String prediction;
    try {
      prediction = MAPPER.readTree(bytes).path("id").stringValue("");
    } catch (JacksonException notJson) {
      prediction = "";
    }
    if (prediction.isEmpty()) {
      throw new ProviderException(FailureKind.INVALID_REQUEST, "the call names no prediction");
    }
    moved.accept(prediction);
    return prediction;
  }

  private boolean recent(String timestamp) {
    if (!timestamp.matches("\\d{1,12}")) {
      return false;
    }
    long off = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
    return Math.abs(off) <= TOLERANCE.toSeconds();
  }

  private boolean signed(String id, String timestamp, byte[] body, String signatures) {
    byte[] wanted = digest(id, timestamp, body);
    boolean fits = false;
    for (String one : signatures.split(" ", 16)) {
      if (one.startsWith("v1,")) {
        fits |= MessageDigest.isEqual(wanted, decoded(one.substring(3)));
      }
    }
    return fits;
  }

  private byte[] digest(String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("HMAC-SHA256, which every JDK has, is missing", impossible);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0]; // fits nothing
    }
  }
}
