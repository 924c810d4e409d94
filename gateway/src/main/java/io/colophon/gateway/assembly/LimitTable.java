package io.colophon.gateway.assembly;

import io.colophon.gateway.admission.LimitRules;
import io.colophon.gateway.admission.LimitScope;
import io.colophon.gateway.config.LimitConfig;
import io.colophon.gateway.config.LimitDimension;
import io.colophon.gateway.config.LimitUnits;
import io.colophon.gateway.config.LimitWindow;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Window;
import io.colophon.throttling.lease.WhenAway;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns configured limits into the rules that throttling knows. */
final class LimitTable {
  private LimitTable() {}

  /**
   * @param hasStore whether there is a store of limits that gateways share
   */
  static LimitRules rules(List<LimitConfig> limits, boolean hasStore) {
    return new LimitRules(limits.stream().map(limit -> scoped(limit, hasStore)).toList());
  }

  /** Null where this gateway keeps the limit by itself. */
  private static @Nullable WhenAway whenAway(LimitConfig limit, boolean hasStore) {
    if (!hasStore || !limit.shared().orElse(true)) {
      return null;
    }
    boolean budget =
        limit.dimension() == LimitDimension.MONEY
            || limit
                .per()
                .filter(per -> per == LimitWindow.DAY || per == LimitWindow.MONTH)
                .isPresent();
    return limit.whenAway().orElse(budget ? WhenAway.REFUSE : WhenAway.SAFE_CAPACITY);
  }

  private static LimitRules.Scoped scoped(LimitConfig limit, boolean hasStore) {
    LimitScope scope = new LimitScope(limit.subject().kind(), limit.match());
    OptionalLong burst =
        limit.burst().isPresent()
            ? OptionalLong.of(LimitUnits.units(limit.dimension(), limit.burst().get()))
            : OptionalLong.empty();
    return new LimitRules.Scoped(
        new LimitRule(
            scope.subject(limit.subject().name()),
            LimitUnits.dimension(limit.dimension()),
            LimitUnits.units(limit.dimension(), limit.amount()),
            limit.per().map(per -> Window.valueOf(per.name())).orElse(Window.AT_ONCE),
            burst),
        scope,
        whenAway(limit, hasStore));
  }
}
