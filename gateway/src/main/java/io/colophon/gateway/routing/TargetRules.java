package io.colophon.gateway.routing;

import io.colophon.gateway.routing.canary.CanaryDraw;
import io.colophon.gateway.routing.filter.Conditions;
import io.colophon.gateway.routing.shadow.ShadowLine;
import java.util.Optional;

/**
 * Which of a route's requests a target gets.
 *
 * @param when what must hold of them
 * @param canary who goes there, of a target on trial
 * @param shadow which are copied, of a target that only gets copies
 */
public record TargetRules(
    Conditions when, Optional<CanaryDraw> canary, Optional<ShadowLine> shadow) {
  /** Every request that it can serve. */
  public static final TargetRules ALL =
      new TargetRules(Conditions.NONE, Optional.empty(), Optional.empty());

  /** What the target is there for. */
  public Role role() {
    if (shadow.isPresent()) {
      return Role.SHADOW;
    }
    return canary.isPresent() ? Role.CANARY : Role.ORDINARY;
  }
}
