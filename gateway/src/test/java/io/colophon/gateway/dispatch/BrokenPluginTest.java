package io.colophon.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.failure.Reason;
import io.colophon.provider.testkit.Script;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plug-in that throws where it should have failed. */
class BrokenPluginTest {
  private static final String CONFIG =
      """
      providers:
        first: { type: scripted }
        second: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a }, { provider: second, model: b } ]
          retry: { attempts: 0 }
      """;

  @TempDir Path folder;

  @Test
  void generate_throws_isAFailedAttemptThatLeavesNothingBehind() throws IOException {
    try (HandTurned gateway = new HandTurned(folder, CONFIG, () -> 0L)) {
      gateway
          .upstream("first")
          .otherwise(
              request -> {
                throw new IllegalStateException("broken");
              });
      gateway.upstream("second").then(Script.saying("fine"));

      Asked helped = gateway.ask();
      assertThat(helped.receipt().attempts()).hasSize(2);
      assertThat(helped.text()).startsWith("fine");

      gateway
          .upstream("second")
          .otherwise(
              request -> {
                throw new IllegalStateException("broken as well");
              });
      assertThat(gateway.ask().refusal().reason()).isEqualTo(Reason.UPSTREAM_FAILED);
      assertThat(gateway.leftOver()).isEmpty();
    }
  }
}
