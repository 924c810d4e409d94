package io.colophon.provider.vendors.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The signature was made with OpenSSL: {@code printf 'msg_1.1614265330.{"id":"abc"}' | openssl dgst
 * -sha256 -mac HMAC -macopt hexkey:KEY -binary | base64}.
 */
class ReplicateWebhooksTest {
  private static final String BODY = "{\"id\":\"abc\"}";
  private static final String SIGNATURE = "v1,1CTGekKFfzSoJj5WZIY5OmTbv/AQpHO9Y9OE7ruBWfI=";
  private static final Instant THEN = Instant.ofEpochSecond(1614265330);

  private final List<String> moved = new ArrayList<>();

  private ReplicateWebhooks reader(Instant now) {
    return new ReplicateWebhooks(
        new Secret(ReplicateDouble.WEBHOOK_SECRET), Clock.fixed(now, ZoneOffset.UTC), moved::add);
  }

  private static Map<String, String> headers(String signature) {
    return new HashMap<>(
        Map.of(
            "webhook-id", "msg_1",
            "webhook-timestamp", "1614265330",
            "webhook-signature", signature));
  }

  private static ByteBuffer body(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(Instant now, Map<String, String> headers, String body) {
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class, () -> reader(now).handleOf(headers, body(body)));
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(FailureKind.CREDENTIAL_REJECTED);
    assertThat(moved).isEmpty();
  }

  @Test
  void handleOf_signedCall_idOfThePrediction() {
    assertThat(reader(THEN).handleOf(headers("v1,AAAA " + SIGNATURE), body(BODY))).isEqualTo("abc");
    assertThat(moved).containsExactly("abc");
  }

  @Test
  void handleOf_otherBody_refused() {
    refused(THEN, headers(SIGNATURE), "{\"id\":\"abd\"}");
  }

  @Test
  void handleOf_oldCall_refused() {
    refused(THEN.plusSeconds(301), headers(SIGNATURE), BODY);
  }

  @Test
  void handleOf_missingOrBrokenSignature_refused() {
    refused(THEN, Map.of(), BODY);
    refused(THEN, headers("v1,!!"), BODY);
    refused(THEN, headers("v2," + SIGNATURE.substring(3)), BODY);
  }

  @Test
  void create_secretOfAnotherForm_refusedWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplicateWebhooks(new Secret("plain"), Clock.systemUTC(), moved::add))
        .withMessage("webhook-secret does not begin with whsec_");
  }
}
