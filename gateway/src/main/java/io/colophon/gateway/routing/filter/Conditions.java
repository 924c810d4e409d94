package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.ConditionConfig;
import io.colophon.gateway.routing.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold of a request for a route or a target to take it: all of it. Immutable. */
public final class Conditions implements TargetFilter {
  /** Takes everything. */
  public static final Conditions NONE = new Conditions(List.of());

  private final List<Condition> all;

  private Conditions(List<Condition> all) {
    this.all = List.copyOf(all);
  }

  /** Those of a configuration that was checked, by fact. */
  public static Conditions of(Map<String, ConditionConfig> when) {
    if (when.isEmpty()) {
      return NONE;
    }
    List<Condition> all = new ArrayList<>();
    when.forEach((name, config) -> all.add(new Condition(name, config)));
    return new Conditions(all);
  }

  /** Whether there is nothing to look at. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Why a request is not taken; null if it is. */
  public @Nullable String unmet(RequestFacts asked) {
    for (int i = 0; i < all.size(); i++) {
      String unmet = all.get(i).unmet(asked);
      if (unmet != null) {
        return unmet;
      }
    }
    return null;
  }

  @Override
  public @Nullable Exclusion excludes(Target target, RequestFacts asked) {
    String unmet = unmet(asked);
    return unmet == null ? null : Exclusion.of(FilterKind.CONDITION, "is for others: " + unmet);
  }
}
