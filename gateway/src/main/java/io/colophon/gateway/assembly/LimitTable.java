package io.colophon.gateway.assembly;

import io.colophon.gateway.admission.LimitRules;
import io.colophon.gateway.admission.LimitScope;
import io.colophon.gateway.config.LimitConfig;
import io.colophon.gateway.config.LimitUnits;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Window;
import java.util.List;
import java.util.OptionalLong;

/** Turns configured limits into the rules that throttling knows. */
final class LimitTable {
  private LimitTable() {}

  static LimitRules rules(List<LimitConfig> limits) {
    return new LimitRules(limits.stream().map(LimitTable::scoped).toList());
  }

  private static LimitRules.Scoped scoped(LimitConfig limit) {
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
        scope);
  }
}
