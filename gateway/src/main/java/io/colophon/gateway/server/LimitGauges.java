package io.colophon.gateway.server;

import io.colophon.gateway.admission.LimitFigures;
import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.metrics.GatewayMetrics.Watch;
import io.colophon.provider.spi.Ticker;
import java.time.Clock;

/** What metrics show of the limits that the operator declared. */
final class LimitGauges {
  private LimitGauges() {}

  static void add(GatewayMetrics metrics, LimitFigures figures, Ticker ticker, Clock clock) {
    figures.whenDeclared(
        limit -> {
          String[] labels = {
            "limit", limit.subject(), "dimension", limit.dimension(), "per", limit.per()
          };
          metrics.watch(
              "colophon.limit.used",
              Watch.GAUGE,
              "1",
              "Settled and held share of a declared limit, of the subject that is nearest to it.",
              () -> figures.fullest(limit, ticker.nanos(), clock.millis()),
              labels);
          metrics.watch(
              "colophon.limit.refused",
              Watch.COUNTER,
              "{demand}",
              "Demands that a declared limit refused.",
              () -> figures.refusals(limit),
              labels);
        });
  }
}
