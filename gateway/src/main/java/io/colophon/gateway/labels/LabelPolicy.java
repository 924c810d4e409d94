package io.colophon.gateway.labels;

import io.colophon.gateway.config.LabelingConfig;
import io.colophon.gateway.config.RouteLabelingConfig;
import io.colophon.gateway.pipeline.LabelingWish;
import io.colophon.gateway.routing.Route;
import io.colophon.labeling.Jurisdiction;
import io.colophon.provider.spi.Modality;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which labels a generation's outputs bear. There is always a decision: where no rule of
 * the operator matches, the strictest that this version knows is taken. Immutable.
 */
public final class LabelPolicy {
  private static final Decision LAST_RESORT =
      new Decision(Set.of(Jurisdiction.CN, Jurisdiction.EU), "colophon-embedded", "Colophon");

  private final List<LabelingConfig> rules;

  /**
   * @param rules the first that matches is taken
   */
  public LabelPolicy(List<LabelingConfig> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * What to label for.
   *
   * @param jurisdictions the regimes to satisfy together; never empty
   * @param producer name or code of the operator that faces the caller
   * @param systemName name of the generating system
   */
  public record Decision(Set<Jurisdiction> jurisdictions, String producer, String systemName) {
    public Decision {
      jurisdictions = Set.copyOf(jurisdictions);
    }
  }

  /**
   * Decides. The route's own settings go before the rule's; what the caller asks for is added to
   * both.
   */
  public Decision decide(String tenant, Route route, Modality modality, LabelingWish wish) {
    Optional<LabelingConfig> rule =
        rules.stream().filter(r -> r.match().matches(tenant, route.name(), modality)).findFirst();
    Decision base =
        rule.map(r -> new Decision(Set.copyOf(r.jurisdictions()), r.producer(), r.systemName()))
            .orElse(LAST_RESORT);
    Optional<RouteLabelingConfig> ofRoute = route.config().labeling();
    if (ofRoute.isEmpty() && wish.jurisdictions().isEmpty()) {
      return base;
    }
    EnumSet<Jurisdiction> jurisdictions = EnumSet.noneOf(Jurisdiction.class);
    jurisdictions.addAll(
        ofRoute
            .flatMap(RouteLabelingConfig::jurisdictions)
            .map(Set::copyOf)
            .orElse(base.jurisdictions()));
    jurisdictions.addAll(wish.jurisdictions());
    return new Decision(
        jurisdictions,
        ofRoute.flatMap(RouteLabelingConfig::producer).orElse(base.producer()),
        ofRoute.flatMap(RouteLabelingConfig::systemName).orElse(base.systemName()));
  }
}
