package io.colophon.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.routing.KeyRing;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment with three credentials, and another one to fall back to. */
class KeyRotationTest {
  private static final String CONFIG =
      """
      providers:
        first: { type: scripted, api-key: one, api-keys: [one, two, three] }
        second: { type: scripted, api-keys: only }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a }, { provider: second, model: a } ]
          retry: { attempts: 0 }
      """;

  @TempDir Path folder;
  private HandTurned gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new HandTurned(folder, CONFIG, () -> 0L);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  private KeyRing keys() {
    return gateway.route().targets().get(0).deployment().keys();
  }

  @Test
  void ask_keyIsRejected_theNextOneAnswersAndTheFirstIsLeftOut() {
    gateway.upstream("first#one").then(Script.start().fail(FailureKind.CREDENTIAL_REJECTED, "401"));
    gateway.upstream("first#two").otherwise(request -> Script.saying("yes"));

    Asked asked = gateway.ask();
    asked.receipt();
    Asked again = gateway.ask();
    again.receipt();

    assertThat(asked.attempts())
        .containsExactly("first/a credential_rejected", "first/a ok (rotated key 2)");
    assertThat(again.attempts()).containsExactly("first/a ok");
    assertThat(gateway.upstream("first#one").calls()).hasSize(1);
    assertThat(keys().size()).isEqualTo(3);
    assertThat(keys().rejected(gateway.ticker.nanos())).isEqualTo(1);
    assertThat(gateway.route().targets().get(0).health().failures()).isZero();
    assertThat(gateway.leftOver()).isEmpty();
  }

  @Test
  void ask_keyIsLimited_restsForAsLongAsAskedAndIsThenUsedAgain() {
    gateway
        .upstream("first#one")
        .then(Script.start().fail(FailureKind.RATE_LIMITED, "429", Duration.ofSeconds(20)))
        .then(Script.saying("one again"));
    gateway.upstream("first#two").otherwise(request -> Script.saying("two"));

    gateway.ask().receipt();
    gateway.advance(Duration.ofMillis(19_999));
    Asked before = gateway.ask();
    before.receipt();
    gateway.advance(Duration.ofMillis(1));
    Asked after = gateway.ask();
    after.receipt();

    assertThat(before.text()).startsWith("two");
    assertThat(after.text()).startsWith("one again");
    assertThat(keys().rejected(gateway.ticker.nanos())).isZero();
  }

  @Test
  void ask_everyKeyIsLimited_fallsBackAndTheTargetRests() {
    for (String key : new String[] {"one", "two", "three"}) {
      gateway
          .upstream("first#" + key)
          .then(Script.start().fail(FailureKind.RATE_LIMITED, "429", Duration.ofSeconds(20)));
    }
    gateway.upstream("second#only").otherwise(request -> Script.saying("yes"));

    Asked asked = gateway.ask();
    asked.receipt();
    Asked next = gateway.ask();
    next.receipt();

    assertThat(asked.attempts())
        .containsExactly(
            "first/a rate_limited",
            "first/a rate_limited (rotated key 2)",
            "first/a rate_limited (rotated key 3)",
            "second/a ok");
    assertThat(next.attempts()).containsExactly("first/a resting", "second/a ok");
    assertThat(keys().resting(gateway.ticker.nanos())).isEqualTo(3);
    assertThat(gateway.leftOver()).isEmpty();
  }
}
