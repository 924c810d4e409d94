package io.colophon.gateway.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.WebhookConfig;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final Delivery DELIVERY =
      new Delivery(
          "msg_p5jXN8AQM9LWM0D4loKWxJek",
          "t",
          "e",
          "job.failed",
          "{\"test\": 2432232314}",
          0,
          NOW,
          NOW.plusSeconds(60));

  @Test
  void sign_vectorOfTheSpecification_isItsSignature() {
    // From the tests of the reference libraries of the specification.
    assertThat(
            WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .sign(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1614265330,
                    "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void pause_grows_upToAnHour() {
    assertThat(List.of(Deliveries.pause(1), Deliveries.pause(2), Deliveries.pause(3)))
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(80));
    assertThat(Deliveries.pause(50)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void send_privateAddress_isRefusedUnlessAllowed() throws Exception {
    try (Receiver receiver = new Receiver()) {
      WebhookPost post = new WebhookPost(CLOCK);

      WebhookPost.Outcome refused = post.send(DELIVERY, endpoint(receiver.url(), false));
      WebhookPost.Outcome taken = post.send(DELIVERY, endpoint(receiver.url(), true));

      assertThat(refused.taken()).isFalse();
      assertThat(refused.why()).contains("127.0.0.1").contains("not of the public internet");
      assertThat(taken.taken()).isTrue();
      assertThat(receiver.calls()).hasSize(1);
    }
  }

  @Test
  void send_redirect_isNotFollowed() throws Exception {
    try (Receiver receiver = new Receiver()) {
      receiver.answer(307);

      WebhookPost.Outcome outcome =
          new WebhookPost(CLOCK).send(DELIVERY, endpoint(receiver.url(), true));

      assertThat(outcome.taken()).isFalse();
      assertThat(outcome.isFinal()).isFalse();
      assertThat(outcome.why()).contains("307");
    }
  }

  @Test
  void send_endpointIsGone_isGivenUp() throws Exception {
    try (Receiver receiver = new Receiver()) {
      receiver.answer(410);

      assertThat(new WebhookPost(CLOCK).send(DELIVERY, endpoint(receiver.url(), true)).isFinal())
          .isTrue();
    }
  }

  private static WebhookConfig endpoint(URI url, boolean allowPrivate) {
    return new WebhookConfig(url, SECRET, List.of(NamePattern.parse("*")), allowPrivate);
  }
}
