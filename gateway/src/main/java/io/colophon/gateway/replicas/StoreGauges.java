package io.colophon.gateway.replicas;

import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.metrics.GatewayMetrics.Watch;
import io.colophon.throttling.lease.SharedLimits;

/** Figures of the store of shared limits. */
final class StoreGauges {
  private static final String FAILURES = "colophon.limits.store.failures";
  private static final String FAILURES_HELP = "Calls to the store of shared limits that failed.";

  private StoreGauges() {}

  static void add(GatewayMetrics metrics, SharedLimits shared) {
    metrics.watch(
        "colophon.limits.store.available",
        Watch.GAUGE,
        "",
        "1 while the store of shared limits answers, 0 while limits do what when-away says.",
        () -> shared.figures().available() ? 1 : 0);
    metrics.watch(
        "colophon.limits.store.calls",
        Watch.COUNTER,
        "{call}",
        "Calls to the store of shared limits.",
        () -> shared.figures().calls());
    metrics.watch(
        "colophon.limits.store.refills",
        Watch.COUNTER,
        "{limit}",
        "Limits in calls to the store.",
        () -> shared.figures().refills());
    metrics.watch(
        FAILURES,
        Watch.COUNTER,
        "{call}",
        FAILURES_HELP,
        () -> shared.figures().away(),
        "reason",
        "away");
    metrics.watch(
        FAILURES,
        Watch.COUNTER,
        "{call}",
        FAILURES_HELP,
        () -> shared.figures().slow(),
        "reason",
        "slow");
    metrics.watch(
        FAILURES,
        Watch.COUNTER,
        "{call}",
        FAILURES_HELP,
        () -> shared.figures().nonsense(),
        "reason",
        "nonsense");
    metrics.watch(
        "colophon.limits.store.losses",
        Watch.COUNTER,
        "{loss}",
        "How often the store had lost what it knew.",
        () -> shared.figures().losses());
    metrics.watch(
        "colophon.limits.store.waits",
        Watch.COUNTER,
        "{decision}",
        "Decisions that asked the store first.",
        () -> shared.figures().waits());
  }
}
