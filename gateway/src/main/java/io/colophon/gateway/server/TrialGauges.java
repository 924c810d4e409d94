package io.colophon.gateway.server;

import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.metrics.GatewayMetrics.Watch;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.shadow.ShadowLine;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What metrics show of canaries and shadows of the configuration in force. */
final class TrialGauges {
  private TrialGauges() {}

  static void add(GatewayMetrics metrics, GatewayParts parts) {
    Supplier<Stream<Target>> targets =
        () ->
            parts.config().get().router().routes().stream()
                .flatMap(route -> route.targets().stream());
    metrics.watch(
        "colophon.canaries.running",
        Watch.GAUGE,
        "{target}",
        "Canaries that take their share.",
        () -> canaries(targets.get(), false));
    metrics.watch(
        "colophon.canaries.rolled_back",
        Watch.GAUGE,
        "{target}",
        "Canaries that were taken back and get nothing.",
        () -> canaries(targets.get(), true));
    metrics.watch(
        "colophon.canaries.rollbacks",
        Watch.COUNTER,
        "{rollback}",
        "Canaries that were taken back since start.",
        parts.pipeline()::rollbacks);
    metrics.watch(
        "colophon.shadows.under_way",
        Watch.GAUGE,
        "{copy}",
        "Copies of requests at shadows.",
        () -> shadows(targets.get(), ShadowLine::inFlight));
    metrics.watch(
        "colophon.shadows.left",
        Watch.GAUGE,
        "{copy}",
        "Copies that were not made since too many were under way.",
        () -> shadows(targets.get(), ShadowLine::left));
  }

  private static long canaries(Stream<Target> targets, boolean rolledBack) {
    return targets
        .flatMap(target -> target.rules().canary().stream())
        .filter(canary -> canary.trial().rollback().isPresent() == rolledBack)
        .count();
  }

  private static long shadows(Stream<Target> targets, ToLongFunction<ShadowLine> of) {
    return targets.flatMap(target -> target.rules().shadow().stream()).mapToLong(of).sum();
  }
}
