package io.colophon.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.GenAiNames;
import io.colophon.gateway.pipeline.OutputGaps;
import io.colophon.metering.MeterReading;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayMetricsTest {
  private static final String OURS =
      "{account=\"caller\",end=\"completed\",model=\"big-2026\",provider=\"main\",route=\"all\"";

  private final GatewayMetrics metrics = metrics(GenAiNames.V1_41, Set.of());

  private static GatewayMetrics metrics(GenAiNames names, Set<String> tenants) {
    return new GatewayMetrics(names, tenants, () -> Settlements.CONFIG);
  }

  private static void settle(GatewayMetrics metrics, SettledEntry entry) {
    metrics.settled(entry, Settlements.TIMES, OutputGaps.NONE);
  }

  @Test
  void settled_figures_areAddedInBaseUnits() {
    settle(metrics, Settlements.completed());
    settle(metrics, Settlements.completed());

    assertThat(Page.lines(metrics))
        .containsEntry("colophon_compute_flop_total" + OURS + "}", 3e15)
        .containsEntry("colophon_energy_joules_total" + OURS + "}", 3.6e6)
        .containsEntry("colophon_usage_total" + OURS + ",unit=\"output_tokens\"}", 42.0);
  }

  @Test
  void settled_unknownFigures_areCountedAndAddNothing() {
    settle(metrics, Settlements.completed());

    assertThat(Page.lines(metrics))
        .containsEntry(
            "colophon_figure_unknown_total{account=\"caller\",end=\"completed\",figure=\"water\","
                + "model=\"big-2026\",provider=\"main\",route=\"all\"}",
            1.0)
        .doesNotContainKey("colophon_water_liters_total" + OURS + "}");
  }

  @Test
  void settled_tenMillionthsOfADollar_addUpExactly() {
    for (int i = 0; i < 1_000; i++) {
      settle(metrics, Settlements.completed()); // 0.1 dollars, which no double is
    }

    assertThat(Page.sum(metrics, "colophon_cost_total")).isEqualTo(100.0);
    assertThat(Page.lines(metrics).keySet())
        .anyMatch(
            line -> line.startsWith("colophon_cost_total{") && line.contains("currency=\"USD\""));
  }

  @Test
  void settled_noPrice_isUnpricedNotFree() {
    SettledEntry priced = Settlements.completed();
    settle(
        metrics,
        new SettledEntry(
            priced.opened(),
            priced.time(),
            EndState.COMPLETED,
            "main",
            "big-2026",
            null,
            List.of(),
            Settlements.USAGE,
            MeterReading.unknown("no price"),
            List.of(),
            List.of()));

    assertThat(Page.sum(metrics, "colophon_generation_unpriced_total")).isEqualTo(1);
    assertThat(Page.lines(metrics).keySet()).noneMatch(line -> line.startsWith("colophon_cost"));
  }

  @Test
  void settled_suspectCounts_raiseTheAlarmByUnit() {
    Usage usage =
        Usage.from(Quantity.Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 5)
            .suspect(UsageUnit.OUTPUT_TOKENS, 0, "-3", "0 or more")
            .build();

    settle(metrics, Settlements.of("acme", "chat", "big", EndState.COMPLETED, usage));

    assertThat(Page.lines(metrics))
        .containsEntry("colophon_usage_suspect_total" + OURS + ",unit=\"output_tokens\"}", 1.0);
  }

  @Test
  void settled_byThePlatform_hasAmountsButNoDurations() {
    metrics.settled(
        Settlements.of(
            "*platform", "chat", "big", EndState.FAILED_AFTER_OUTPUT, Settlements.USAGE));

    assertThat(Page.sum(metrics, "colophon_energy_joules_total")).isEqualTo(1.8e6);
    assertThat(Page.lines(metrics).keySet())
        .anyMatch(
            line -> line.startsWith("colophon_energy") && line.contains("account=\"platform\""))
        .noneMatch(line -> line.contains("duration"));
    assertThat(metrics.generations()).isZero();
  }

  @Test
  void settled_tenThousandNamesOfCallersAndUpstreams_makeNoMoreSeriesThanOne() {
    settle(
        metrics, Settlements.of("t", "made-up", "made-up", EndState.COMPLETED, Settlements.USAGE));
    int series = Page.lines(metrics).size();

    for (int i = 0; i < 10_000; i++) {
      settle(
          metrics,
          Settlements.of(
              "tenant-" + i, "gpt-" + i, "served-" + i, EndState.COMPLETED, Settlements.USAGE));
    }

    assertThat(Page.lines(metrics)).hasSize(series);
    assertThat(metrics.page(null).text())
        .contains("gen_ai_request_model=\"other\"")
        .contains("gen_ai_response_model=\"other\"")
        .doesNotContain("gpt-")
        .doesNotContain("served-")
        .doesNotContain("tenant");
  }

  @Test
  void settled_tenantsWithSeriesOfTheirOwn_areThoseOfTheList() {
    GatewayMetrics byTenant = metrics(GenAiNames.V1_41, Set.of("acme", "umbrella"));

    for (String tenant : List.of("acme", "initech", "hooli", "acme")) {
      settle(
          byTenant, Settlements.of(tenant, "chat", "big", EndState.COMPLETED, Settlements.USAGE));
    }

    assertThat(byTenant.page(null).text())
        .contains("tenant=\"acme\"")
        .contains("tenant=\"other\"")
        .doesNotContain("initech");
    assertThat(Page.sum(byTenant, "colophon_cost_total")).isEqualTo(0.4);
  }

  @Test
  void settled_routesWithoutEnd_areFoldedIntoOther() {
    for (int i = 0; i < GatewayMetrics.MOST_KINDS + 500; i++) {
      SettledEntry one = Settlements.completed();
      settle(metrics, withRoute(one, "route-" + i));
    }

    assertThat(Page.sum(metrics, "colophon_metrics_folded_total")).isEqualTo(500);
    assertThat(Page.sum(metrics, "colophon_energy_joules_total"))
        .isEqualTo(1.8e6 * (GatewayMetrics.MOST_KINDS + 500));
    assertThat(metrics.page(null).text()).contains("route=\"other\"");
  }

  private static SettledEntry withRoute(SettledEntry entry, String route) {
    var opened = entry.opened();
    return new SettledEntry(
        new io.colophon.metering.ledger.OpenedEntry(
            opened.usageId(),
            opened.time(),
            opened.tenant(),
            opened.keyId(),
            null,
            opened.generationId(),
            route,
            opened.modality(),
            opened.requestedModel()),
        entry.time(),
        entry.endState(),
        entry.provider(),
        entry.targetModel(),
        entry.servedModel(),
        List.of(),
        entry.usage(),
        entry.reading(),
        List.of(),
        List.of());
  }

  @Test
  void watch_valueNotKnown_isLeftOut() {
    metrics.watch(
        "colophon.lag", GatewayMetrics.Watch.GAUGE, "{entry}", "Lag.", () -> Double.NaN, "of", "a");
    metrics.watch(
        "colophon.lag", GatewayMetrics.Watch.GAUGE, "{entry}", "Lag.", () -> 7, "of", "b");

    assertThat(Page.lines(metrics))
        .containsEntry("colophon_lag{of=\"b\"}", 7.0)
        .doesNotContainKey("colophon_lag{of=\"a\"}");
  }
}
