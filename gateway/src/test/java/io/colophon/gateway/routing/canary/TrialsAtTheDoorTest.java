package io.colophon.gateway.routing.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.Receipt;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Canaries and shadows in a running gateway. */
class TrialsAtTheDoorTest {
  private static final String CONFIG =
      """
      providers:
        old: { type: scripted }
        fresh: { type: scripted, circuit-breaker: { enabled: false } }
        shade: { type: scripted }
      routes:
        - match: { model: chat }
          targets:
            - { provider: old, model: m }
            - provider: fresh
              model: m
              canary: { share: 50%, by: generation, minimum-attempts: 10 }
        - match: { model: watched }
          targets:
            - { provider: old, model: m }
            - { provider: shade, model: m, shadow: { share: 100% } }
      """;

  @TempDir Path folder;

  @Test
  void canaryThatFails_costsNoCallerAnAnswer() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway.upstream("old").otherwise(request -> Script.saying("old"));
      gateway
          .upstream("fresh")
          .otherwise(request -> Script.start().fail(FailureKind.INTERNAL, "broken"));
      int tried = 0;
      for (int i = 0; i < 30; i++) {
        Receipt receipt =
            gateway.generation().generate(Requests.text("chat", "Hi").build()).getReceipt();
        assertThat(receipt.getAttempts(receipt.getAttemptsCount() - 1).getTarget())
            .isEqualTo("old/m");
        tried += receipt.getAttempts(0).getTarget().equals("fresh/m") ? 1 : 0;
      }

      assertThat(tried).isPositive();
    }
  }

  @Test
  void shadow_getsACopyOnThePlatformsAccount() throws Exception {
    List<SettledEntry> entries = new ArrayList<>();
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway.upstream("old").otherwise(request -> Script.saying("old"));
      gateway.upstream("shade").otherwise(request -> Script.saying("shade"));
      Receipt receipt =
          gateway.generation().generate(Requests.text("watched", "Hi").build()).getReceipt();

      assertThat(receipt.getAttemptsCount()).isEqualTo(1);
      assertThat(receipt.getAttempts(0).getTarget()).isEqualTo("old/m");
      assertThat(gateway.upstream("shade").awaitCalls(1, Duration.ofSeconds(30))).isTrue();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (gateway.recorded().ledger() < 2 && System.nanoTime() - deadline < 0) {
        Thread.onSpinWait();
      }
    }
    try (Ledger ledger =
        Ledger.open(RunningGateway.data(folder).resolve("ledger"), Clock.systemUTC())) {
      ledger.read(LedgerFilter.ALL, (position, entry) -> entries.add(entry));
    }
    assertThat(entries)
        .filteredOn(entry -> entry.opened().tenant().equals("*platform"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.labels()).containsExactly("expense:shadow");
              assertThat(entry.attempts().get(0).target()).isEqualTo("shade/m");
            });
  }
}
