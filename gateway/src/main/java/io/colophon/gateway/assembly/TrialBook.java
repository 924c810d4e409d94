package io.colophon.gateway.assembly;

import io.colophon.gateway.config.CanaryConfig;
import io.colophon.gateway.config.ShadowConfig;
import io.colophon.gateway.config.TargetConfig;
import io.colophon.gateway.routing.TargetRules;
import io.colophon.gateway.routing.canary.CanaryDraw;
import io.colophon.gateway.routing.canary.CanaryTrial;
import io.colophon.gateway.routing.canary.TrialRules;
import io.colophon.gateway.routing.filter.Conditions;
import io.colophon.gateway.routing.shadow.ShadowLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Canaries and shadows, carried over a reload unless their settings change: one that was taken back
 * stays so. Those that were not used longest are forgotten first.
 */
final class TrialBook {
  private static final int MOST_KEPT = 1000;

  private final Map<Key, CanaryTrial> trials = bounded();
  private final Map<Key, ShadowLine> lines = bounded();

  /**
   * @param name route and target
   */
  private record Key(String name, Record config) {}

  private static <V> Map<Key, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
        return size() > MOST_KEPT;
      }
    };
  }

  /**
   * Which of a route's requests a target gets.
   *
   * @param name route and target
   */
  synchronized TargetRules rules(String name, TargetConfig target) {
    if (target.when().isEmpty() && target.canary().isEmpty() && target.shadow().isEmpty()) {
      return TargetRules.ALL;
    }
    Optional<CanaryDraw> canary =
        target.canary().map(config -> new CanaryDraw(trial(name, config), config.by()));
    Optional<ShadowLine> shadow = target.shadow().map(config -> line(name, config));
    return new TargetRules(Conditions.of(target.when()), canary, shadow);
  }

  private CanaryTrial trial(String name, CanaryConfig config) {
    return trials.computeIfAbsent(
        new Key(name, config),
        key ->
            new CanaryTrial(
                name,
                config.share().fraction(),
                new TrialRules(
                    config.window().toNanos(),
                    config.minimumAttempts(),
                    config.moreErrors().fraction(),
                    config.slower().isPresent()
                        ? OptionalDouble.of(config.slower().get())
                        : OptionalDouble.empty(),
                    config.quantile().fraction(),
                    config.falseAlarms().fraction())));
  }

  private ShadowLine line(String name, ShadowConfig config) {
    return lines.computeIfAbsent(
        new Key(name, config),
        key ->
            new ShadowLine(name, config.share().fraction(), config.maxInFlight(), config.media()));
  }
}
