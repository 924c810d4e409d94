package io.colophon.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.admission.Credentials;
import io.colophon.gateway.assembly.ConfigAssembler;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.meter.CountingLane;
import io.colophon.gateway.meter.EndUserHash;
import io.colophon.gateway.meter.MeterStep;
import io.colophon.gateway.meter.SettlementListener;
import io.colophon.gateway.pipeline.PlatformExpenses.BurntAttempt;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.server.ScriptedFactory;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.FakeTicker;
import io.colophon.provider.testkit.ManualScheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attempt that another one of the same generation was faster than, made by hand. */
class LostAttemptTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private static final String CONFIG =
      """
      version: 1
      embedded: false
      labeling:
        - { jurisdictions: [cn, eu], producer: studio, system-name: Test }
      providers:
        slow: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: slow, model: a } ]
      prices:
        - { model: a, version: v1, rates: { input-tokens: 1/M, output-tokens: 2/M } }
      """;
  private static final Usage USED =
      Usage.from(Quantity.Source.PROVIDER_PARTIAL)
          .with(UsageUnit.INPUT_TOKENS, 1000)
          .with(UsageUnit.OUTPUT_TOKENS, 50)
          .build();

  @TempDir Path folder;
  private final FakeTicker ticker = new FakeTicker();

  @Test
  void enter_attemptThatLost_isThePlatformsAndNotTheCallers() throws Exception {
    List<SettledEntry> entries = new ArrayList<>();
    ProviderRegistry registry = ProviderRegistry.of(List.of(new ScriptedFactory()));
    try (Ledger ledger = Ledger.open(folder.resolve("ledger"), CLOCK);
        ConfigAssembler config =
            new ConfigAssembler(
                registry,
                new ProviderContext(
                    ticker, CLOCK, new ManualScheduler(ticker), folder, SharedResources.NONE))) {
      Path file = Files.writeString(folder.resolve("colophon.yaml"), CONFIG);
      config.apply(
          ((ConfigResult.Valid) ConfigLoader.load(Optional.of(file), registry.types(), Map.of()))
              .config());
      MeterStep meter =
          new MeterStep(
              ledger,
              new EndUserHash(new byte[32]),
              new CountingLane(Runnable::run),
              CLOCK,
              ticker,
              SettlementListener.NOBODY);
      Generation generation = new Generation(received(), config.get(), ticker);
      generation.planned(config.get().router().route(received(), "acme"));
      Target target = generation.plan().orElseThrow().targets().get(0).target();

      for (int i = 0; i < 2; i++) {
        meter
            .platform()
            .enter(
                generation,
                Expense.LOST_ATTEMPT,
                new BurntAttempt(
                    target,
                    Optional.of(new ServedModel("a-1")),
                    new AttemptRecord(target.name(), "lost", 7),
                    EndState.CANCELLED_BEFORE_OUTPUT,
                    USED));
      }
    }
    try (Ledger again = Ledger.open(folder.resolve("ledger"), CLOCK)) {
      assertThat(again.recovery().interrupted()).isEmpty();
      again.read(LedgerFilter.ALL, (position, entry) -> entries.add(entry));
    }
    assertThat(entries).extracting(SettledEntry::usageId).containsExactly("g-p1", "g-p2");
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.opened().tenant()).isEqualTo("*platform");
              assertThat(entry.opened().generationId()).isEqualTo("r");
              assertThat(entry.labels()).containsExactly("expense:lost-attempt");
              assertThat(entry.attempts().get(0).outcome()).isEqualTo("lost");
              assertThat(entry.usage()).isEqualTo(USED);
              // 1000 x 1 USD / 1e6 + 50 x 2 USD / 1e6
              assertThat(((Cost.Priced) entry.reading().cost()).nanos()).isEqualTo(1_100_000);
            });
  }

  private Received received() {
    return new Received(
        "g",
        "r",
        CLOCK.instant(),
        ticker.nanos(),
        ticker.nanos() + 1_000_000_000L,
        Credentials.LOCAL,
        new RequestedModel("chat"),
        GenerationRequest.Text.of(Prompt.of(new TargetModel("chat"), "Hi")),
        Map.of(),
        LabelingWish.NONE,
        Optional.empty());
  }
}
