package io.colophon.gateway.labels;

import io.colophon.gateway.config.LabelingConfig;
import io.colophon.gateway.config.OmissionConfig;
import io.colophon.gateway.config.RouteLabelingConfig;
import io.colophon.gateway.config.VendorLabelWish;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.LabelOmission;
import io.colophon.gateway.pipeline.LabelingWish;
import io.colophon.gateway.routing.Route;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.policy.ContentFacts;
import io.colophon.labeling.policy.ContentUse;
import io.colophon.labeling.policy.LabelChoices;
import io.colophon.labeling.policy.LabelRules;
import io.colophon.labeling.policy.Medium;
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
      new Decision(
          Set.of(Jurisdiction.CN, Jurisdiction.EU),
          "colophon-embedded",
          "Colophon",
          ContentUse.PUBLIC,
          LabelChoices.NONE,
          new OmissionConfig(false, List.of()),
          VendorLabelWish.KEEP_ON,
          Optional.empty());

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
   * @param use what the content is made for
   * @param choices what was chosen where the regimes leave a choice
   * @param omissions whether copies without the shown label may be asked for
   * @param vendorLabel what is asked of a vendor that has a label of its own
   * @param omission the copy without the shown label that was asked for
   */
  public record Decision(
      Set<Jurisdiction> jurisdictions,
      String producer,
      String systemName,
      ContentUse use,
      LabelChoices choices,
      OmissionConfig omissions,
      VendorLabelWish vendorLabel,
      Optional<LabelOmission> omission) {
    public Decision {
      jurisdictions = Set.copyOf(jurisdictions);
    }

    /** The same for text that a program parses. */
    Decision forMachines() {
      return new Decision(
          jurisdictions,
          producer,
          systemName,
          ContentUse.MACHINE,
          choices,
          omissions,
          vendorLabel,
          omission);
    }

    /** What is applied to one output. */
    public LabelPlan plan(Medium medium, ContentFacts facts) {
      return LabelRules.plan(
          jurisdictions, medium, use, choices, facts.withOmitted(omission.isPresent()));
    }
  }

  /**
   * Decides. The route's own settings go before the rule's; what the caller asks for is added to
   * both.
   */
  public Decision decide(String tenant, Route route, Modality modality, LabelingWish wish) {
    Decision base = ofRule(tenant, route.name(), modality);
    Optional<RouteLabelingConfig> ofRoute = route.config().labeling();
    if (ofRoute.isEmpty() && wish.isNone()) {
      return base;
    }
    return withWish(
        new Decision(
            ofRoute
                .flatMap(RouteLabelingConfig::jurisdictions)
                .map(Set::copyOf)
                .orElse(base.jurisdictions()),
            ofRoute.flatMap(RouteLabelingConfig::producer).orElse(base.producer()),
            ofRoute.flatMap(RouteLabelingConfig::systemName).orElse(base.systemName()),
            ofRoute.flatMap(RouteLabelingConfig::use).orElse(base.use()),
            base.choices(),
            base.omissions(),
            base.vendorLabel(),
            Optional.empty()),
        wish);
  }

  /** Decides for a generation whose route is known. */
  public static Decision of(Generation generation) {
    return generation
        .config()
        .labels()
        .decide(
            generation.admitted().orElseThrow().caller().tenant(),
            generation.plan().orElseThrow().route(),
            generation.received().request().modality(),
            generation.received().labeling());
  }

  /** Decides for a file that no route made. */
  public Decision decide(String tenant, Modality modality, LabelingWish wish) {
    return withWish(ofRule(tenant, "", modality), wish);
  }

  private Decision ofRule(String tenant, String route, Modality modality) {
    return rules.stream()
        .filter(rule -> rule.match().matches(tenant, route, modality))
        .findFirst()
        .map(
            rule ->
                new Decision(
                    Set.copyOf(rule.jurisdictions()),
                    rule.producer(),
                    rule.systemName(),
                    rule.use(),
                    rule.choices(),
                    rule.omission(),
                    rule.vendorLabel(),
                    Optional.empty()))
        .orElse(LAST_RESORT);
  }

  private static Decision withWish(Decision base, LabelingWish wish) {
    EnumSet<Jurisdiction> jurisdictions = EnumSet.copyOf(base.jurisdictions());
    jurisdictions.addAll(wish.jurisdictions());
    return new Decision(
        jurisdictions,
        base.producer(),
        base.systemName(),
        wish.use().orElse(base.use()),
        wish.shown() ? base.choices().shownAlways() : base.choices(),
        base.omissions(),
        base.vendorLabel(),
        wish.omission());
  }
}
