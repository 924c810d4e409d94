package io.colophon.gateway.server;

import io.colophon.gateway.dispatch.DispatchCounts;
import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.metrics.GatewayMetrics.Watch;
import io.colophon.gateway.pipeline.RunningConfigs;
import io.colophon.gateway.routing.Deployment;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.Ticker;
import java.util.function.ToLongFunction;

/**
 * What metrics show of retries, hedges, ejections and credentials. Routes and deployments come and
 * go with configurations, so these are of all of them; which it is, the list of routes says.
 */
final class DispatchGauges {
  private DispatchGauges() {}

  static void add(
      GatewayMetrics metrics, DispatchCounts counts, RunningConfigs configs, Ticker ticker) {
    counters(metrics, counts);
    metrics.watch(
        "colophon.targets.ejected",
        Watch.GAUGE,
        "{target}",
        "Targets of routes that are left alone since they stand out, or are tried again.",
        () ->
            configs.get().router().routes().stream()
                .mapToLong(route -> route.resilience().outliers().leftOut())
                .sum());
    metrics.watch(
        "colophon.provider.keys.rejected",
        Watch.GAUGE,
        "{key}",
        "Credentials that a vendor rejects and that are left out; somebody has to replace them.",
        () -> keys(configs, deployment -> deployment.keys().rejected(ticker.nanos())));
    metrics.watch(
        "colophon.provider.keys.resting",
        Watch.GAUGE,
        "{key}",
        "Credentials that rest since a vendor limited them.",
        () -> keys(configs, deployment -> deployment.keys().resting(ticker.nanos())));
  }

  private static long keys(RunningConfigs configs, ToLongFunction<Deployment> count) {
    return configs.get().router().routes().stream()
        .map(Route::targets)
        .flatMap(targets -> targets.stream().map(Target::deployment))
        .distinct()
        .mapToLong(count)
        .sum();
  }

  private static void counters(GatewayMetrics metrics, DispatchCounts counts) {
    metrics.watch(
        "colophon.retries",
        Watch.COUNTER,
        "{attempt}",
        "Attempts that were made after a pause since one before had failed.",
        counts::retries);
    metrics.watch(
        "colophon.retries.refused",
        Watch.COUNTER,
        "{attempt}",
        "Retries that the budget of a route did not allow.",
        counts::retriesRefused);
    metrics.watch(
        "colophon.hedges",
        Watch.COUNTER,
        "{attempt}",
        "Second attempts that were made while the first put nothing out.",
        counts::hedges);
    metrics.watch(
        "colophon.hedges.won",
        Watch.COUNTER,
        "{attempt}",
        "Second attempts that put something out before the first.",
        counts::hedgesWon);
    metrics.watch(
        "colophon.hedges.refused",
        Watch.COUNTER,
        "{attempt}",
        "Second attempts that the budget of a route did not allow.",
        counts::hedgesRefused);
    metrics.watch(
        "colophon.provider.keys.rotated",
        Watch.COUNTER,
        "{attempt}",
        "Attempts with another credential of the same deployment after one had failed.",
        counts::rotations);
  }
}
