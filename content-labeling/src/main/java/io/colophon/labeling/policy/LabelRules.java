package io.colophon.labeling.policy;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.LabelReasons;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.policy.Demand.Shown;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From regimes, medium and use to what is applied: the union of what each regime asks for. The
 * metadata label is no part of a plan, since it is always applied. Pure and fast, no memory of
 * calls.
 */
public final class LabelRules {
  /** Version of the rules, as it stands in records; another one whenever a plan may differ. */
  public static final String VERSION = "2";

  /** From so many tokens on the EU Code of Practice asks for a mark in free text (1.1.2). */
  public static final int SHORT_TEXT_TOKENS = 200;

  private LabelRules() {}

  /**
   * What is to be applied to one output.
   *
   * @param jurisdictions at least one
   */
  public static LabelPlan plan(
      Set<Jurisdiction> jurisdictions,
      Medium medium,
      ContentUse use,
      LabelChoices choices,
      ContentFacts facts) {
    EnumSet<Jurisdiction> asking = EnumSet.noneOf(Jurisdiction.class);
    Set<String> reasons = new LinkedHashSet<>();
    boolean watermark = choices.watermark() && medium != Medium.TEXT && medium != Medium.DOCUMENT;
    boolean credentials = choices.credentials() && !isForMachines(medium, use);
    boolean leftToUser = false;
    for (Jurisdiction regime : Jurisdiction.values()) {
      if (!jurisdictions.contains(regime)) {
        continue;
      }
      Demand demand = Regimes.demand(regime, medium, use, facts);
      boolean wished = demand.shown() == Shown.ON_WISH;
      if (demand.shown() == Shown.YES || (wished && choices.alwaysShown())) {
        asking.add(regime);
      }
      leftToUser |= wished;
      watermark |= demand.watermark();
      credentials |= demand.credentials();
      reasons.addAll(demand.reasons());
    }
    Optional<ShownLabel> shown = Optional.empty();
    if (isForMachines(medium, use)) {
      reasons.add(LabelReasons.STRUCTURED_OUTPUT);
    } else if (asking.isEmpty()) {
      reasons.add(leftToUser ? Reasons.LEFT_TO_USER : Reasons.NOT_ASKED);
    } else if (facts.omitted()) {
      reasons.add(LabelReasons.OMITTED_ON_REQUEST);
      reasons.add(Reasons.UI_NOTICE);
    } else {
      Presentation presentation = new Presentation(asking, medium, use, choices, facts.chinese());
      shown = Optional.of(presentation.label());
      presentation.reason().ifPresent(reasons::add);
    }
    return new LabelPlan(shown, List.copyOf(reasons), watermark, credentials);
  }

  /**
   * The regimes that ask for the shown label here and allow no copy without it, whatever was
   * agreed; empty where a copy without it may be handed out on the terms of Article 9.
   */
  public static List<Jurisdiction> forbidOmission(
      Set<Jurisdiction> jurisdictions, Medium medium, ContentUse use, ContentFacts facts) {
    List<Jurisdiction> forbidding = new ArrayList<>();
    for (Jurisdiction regime : Jurisdiction.values()) {
      if (jurisdictions.contains(regime)
          && !Regimes.demand(regime, medium, use, facts).omissible()) {
        forbidding.add(regime);
      }
    }
    return forbidding;
  }

  private static boolean isForMachines(Medium medium, ContentUse use) {
    return medium == Medium.TEXT && use == ContentUse.MACHINE;
  }
}
