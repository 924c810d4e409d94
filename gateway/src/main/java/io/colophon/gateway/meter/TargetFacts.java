package io.colophon.gateway.meter;

import io.colophon.gateway.routing.Target;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.environment.Site;
import java.util.Map;

/**
 * What metering knows of each target: its model and where it runs. Looked up once for each
 * generation. Immutable.
 */
public final class TargetFacts {
  private final Map<String, Facts> byTarget;

  /**
   * @param byTarget by {@link Target#name()}
   */
  public TargetFacts(Map<String, Facts> byTarget) {
    this.byTarget = Map.copyOf(byTarget);
  }

  /** What is known of one target. */
  public record Facts(ModelFacts model, Site site) {}

  /** The facts of a target; only its name when nobody said more. */
  public Facts of(Target target) {
    return of(target.name(), target.model().name());
  }

  /** The same for a target that may be configured no more. */
  Facts of(String target, String model) {
    Facts facts = byTarget.get(target);
    return facts == null ? new Facts(ModelFacts.named(model), Site.UNKNOWN) : facts;
  }
}
