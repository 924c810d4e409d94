package io.colophon.gateway.server;

import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.metrics.GatewayMetrics.Watch;
import io.colophon.gateway.routing.TargetHealth;
import io.colophon.gateway.routing.policy.Signals;
import io.colophon.gateway.routing.policy.TargetLoad;
import io.colophon.provider.spi.Ticker;
import java.util.function.Supplier;

/** What metrics show of what routing knows of each target. */
final class TargetGauges {
  private static final double NANOS = 1e9;

  private TargetGauges() {}

  static void add(
      GatewayMetrics metrics, String target, Supplier<TargetHealth> health, Ticker ticker) {
    metrics.watch(
        "colophon.target.outstanding",
        Watch.GAUGE,
        "{attempt}",
        "Attempts of this gateway under way at a target.",
        () -> load(health).outstanding(),
        "target",
        target);
    metrics.watch(
        "colophon.target.first_output",
        Watch.GAUGE,
        "s",
        "Peak EWMA of the time to a target's first output; 0 if none is known.",
        () -> load(health).peakEwmaNanos(ticker.nanos()) / NANOS,
        "target",
        target);
    metrics.watch(
        "colophon.target.capacity",
        Watch.GAUGE,
        "{work}/s",
        "What a target was seen to be able to do: GFLOP, or tokens where its model's size is"
            + " unknown; NaN if not known yet.",
        () -> capacity(load(health)),
        "target",
        target);
    metrics.watch(
        "colophon.target.slowness",
        Watch.GAUGE,
        "1",
        "How many times slower than usual a target seems to be.",
        () -> load(health).slowness(ticker.nanos()),
        "target",
        target);
    metrics.watch(
        "colophon.target.rest",
        Watch.GAUGE,
        "s",
        "How long a target asked to be left alone still.",
        () -> load(health).restNanos(ticker.nanos()) / NANOS,
        "target",
        target);
    metrics.watch(
        "colophon.target.foreign",
        Watch.GAUGE,
        "{request}",
        "Requests that a model server says it has from others; NaN if it does not say.",
        () -> foreign(load(health).signals(), ticker.nanos()),
        "target",
        target);
  }

  private static TargetLoad load(Supplier<TargetHealth> health) {
    return health.get().load();
  }

  private static double capacity(TargetLoad load) {
    return load.capacity() > 0 ? load.capacity() : Double.NaN;
  }

  private static double foreign(Signals signals, long nowNanos) {
    return signals.isFresh(nowNanos) ? signals.foreign() : Double.NaN;
  }
}
