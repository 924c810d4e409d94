package io.colophon.gateway.assembly;

import io.colophon.gateway.config.HedgeConfig;
import io.colophon.gateway.config.OutliersConfig;
import io.colophon.gateway.config.RetryConfig;
import io.colophon.gateway.config.RouteConfig;
import io.colophon.gateway.resilience.Backoff;
import io.colophon.gateway.resilience.HedgeBudget;
import io.colophon.gateway.resilience.HedgeDelay;
import io.colophon.gateway.resilience.OutlierEjection;
import io.colophon.gateway.resilience.OutlierSettings;
import io.colophon.gateway.resilience.RetryBudget;
import io.colophon.gateway.resilience.RouteResilience;
import io.colophon.gateway.resilience.Standing;
import io.colophon.gateway.routing.Role;
import io.colophon.gateway.routing.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Budgets of routes and standings of targets, carried over a reload unless their settings changed;
 * what a configuration does not use any more is forgotten. Not thread-safe.
 */
final class ResilienceBook {
  private Map<Object, Object> before = Map.of();
  private Map<Object, Object> now = new HashMap<>();

  private record RetryKey(String route, RetryConfig config) {}

  private record HedgeKey(String route, HedgeConfig config) {}

  private record DelayKey(String route, String target, HedgeConfig config) {}

  private record StandingKey(String target, OutliersConfig config) {}

  /** Begins a new configuration; what was in force stays known until {@link #applied}. */
  void begin() {
    now = new HashMap<>();
  }

  /** The new configuration is in force. */
  void applied() {
    before = now;
  }

  RouteResilience of(RouteConfig route, List<Target> targets) {
    String name = route.displayName();
    RetryConfig retry = route.retry();
    List<OutlierEjection.Member> members = new ArrayList<>();
    List<HedgeDelay> delays = new ArrayList<>();
    for (Target target : targets) {
      OutliersConfig outliers = target.deployment().config().outliers();
      Standing standing =
          known(new StandingKey(target.name(), outliers), new Standing(settings(outliers)));
      members.add(
          new OutlierEjection.Member(
              standing, target.model().name(), target.role() != Role.ORDINARY));
      delays.add(
          known(
              new DelayKey(name, target.name(), route.hedge()),
              new HedgeDelay(delay(route.hedge()))));
    }
    return new RouteResilience(
        known(new RetryKey(name, retry), new RetryBudget(budget(retry))),
        retry.attempts(),
        Backoff.of(retry.firstPause(), retry.longestPause(), retry.longestRetryAfter()),
        new OutlierEjection(members, OutlierEjection.HALF),
        new RouteResilience.Hedging(
            route.hedge().enabled(),
            known(new HedgeKey(name, route.hedge()), new HedgeBudget(budget(route.hedge()))),
            delays));
  }

  @SuppressWarnings("unchecked") // a key stands for one class
  private <T> T known(Object key, T fresh) {
    return (T) now.computeIfAbsent(key, any -> before.getOrDefault(any, fresh));
  }

  private static RetryBudget.Settings budget(RetryConfig config) {
    return new RetryBudget.Settings(
        config.budget().fraction(), config.budgetWindow(), config.budgetMinimum());
  }

  private static HedgeBudget.Settings budget(HedgeConfig config) {
    return new HedgeBudget.Settings(
        config.budget().fraction(), config.spend().fraction(), config.budgetWindow());
  }

  private static HedgeDelay.Settings delay(HedgeConfig config) {
    return new HedgeDelay.Settings(
        config.quantile().fraction(),
        config.shortest(),
        config.longest(),
        config.samples(),
        config.memory());
  }

  private static OutlierSettings settings(OutliersConfig config) {
    return config.enabled()
        ? new OutlierSettings(
            config.consecutiveFailures(),
            config.failureMargin().fraction(),
            config.latencyFactor(),
            config.minimumAttempts(),
            config.window(),
            config.ejectFor(),
            config.longest(),
            config.trialAttempts())
        : OutlierSettings.OFF;
  }
}
