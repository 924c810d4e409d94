package io.colophon.labeling.policy;

import io.colophon.labeling.Jurisdiction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something that an operator chose and a regime forbids.
 *
 * @param key the choice, as the configuration names it: {@code sound-cue}, {@code sound-place},
 *     {@code text-place}, {@code omission}
 * @param message the choice, the regime, and what was expected
 */
public record Contradiction(String key, String message) {

  /**
   * Every contradiction in a rule.
   *
   * @param medium the only medium the rule is for; empty: all
   * @param omission whether the rule allows copies without the shown label
   */
  public static List<Contradiction> in(
      Set<Jurisdiction> jurisdictions,
      Optional<Medium> medium,
      ContentUse use,
      LabelChoices choices,
      boolean omission) {
    List<Contradiction> found = new ArrayList<>();
    Set<Jurisdiction> inSound = asking(jurisdictions, Medium.SOUND, use, choices);
    if (isFor(medium, Medium.SOUND)) {
      choices
          .cue()
          .filter(cue -> !Presentation.mayUse(inSound, cue))
          .ifPresent(cue -> found.add(cue(inSound, name(cue))));
      choices
          .soundPlace()
          .filter(place -> !Presentation.mayStand(inSound, place))
          .ifPresent(
              place ->
                  found.add(
                      new Contradiction(
                          "sound-place",
                          name(place)
                              + " under "
                              + ids(inSound)
                              + ": eu, in and vn want it before the content,"
                              + " expected start or start-and-end")));
    }
    if (isFor(medium, Medium.TEXT) || isFor(medium, Medium.DOCUMENT)) {
      choices
          .textPlace()
          .filter(place -> place != io.colophon.labeling.ShownLabel.TextPlace.START)
          .filter(
              place -> asking(jurisdictions, Medium.TEXT, use, choices).contains(Jurisdiction.EU))
          .ifPresent(
              place ->
                  found.add(
                      new Contradiction(
                          "text-place",
                          name(place)
                              + " under eu for use "
                              + use.id()
                              + ": it is owed at the latest at first exposure, expected start")));
    }
    if (omission) {
      Set<Jurisdiction> forbidding = forbidding(jurisdictions, medium, use);
      if (!forbidding.isEmpty()) {
        found.add(
            new Contradiction(
                "omission",
                "allowed under "
                    + ids(forbidding)
                    + ", which know no copy without the label that people see or hear; expected no"
                    + " omission, or a rule for other regimes"));
      }
    }
    return found;
  }

  private static Contradiction cue(Set<Jurisdiction> asking, String cue) {
    String text =
        cue.equals("spoken-english")
            ? cue
                + " under cn, which wants the generation element in Chinese or the rhythm:"
                + " expected spoken-english-and-morse"
            : cue
                + " under "
                + ids(asking)
                + ": people there would not understand it, expected spoken-english"
                + (asking.contains(Jurisdiction.CN) ? "-and-morse" : "");
    return new Contradiction("sound-cue", text);
  }

  private static Set<Jurisdiction> asking(
      Set<Jurisdiction> jurisdictions, Medium medium, ContentUse use, LabelChoices choices) {
    EnumSet<Jurisdiction> asking = EnumSet.noneOf(Jurisdiction.class);
    for (Jurisdiction regime : jurisdictions) {
      Demand demand = Regimes.demand(regime, medium, use, ContentFacts.NONE.withOpening(true));
      if (demand.shown() == Demand.Shown.YES
          || (demand.shown() == Demand.Shown.ON_WISH && choices.alwaysShown())) {
        asking.add(regime);
      }
    }
    return asking;
  }

  private static Set<Jurisdiction> forbidding(
      Set<Jurisdiction> jurisdictions, Optional<Medium> medium, ContentUse use) {
    EnumSet<Jurisdiction> forbidding = EnumSet.noneOf(Jurisdiction.class);
    for (Medium each : Medium.values()) {
      if (isFor(medium, each)) {
        forbidding.addAll(
            LabelRules.forbidOmission(
                jurisdictions, each, use, ContentFacts.NONE.withOpening(false)));
      }
    }
    return forbidding;
  }

  private static boolean isFor(Optional<Medium> only, Medium medium) {
    return only.isEmpty() || only.get() == medium;
  }

  private static String ids(Set<Jurisdiction> regimes) {
    return regimes.stream().map(Jurisdiction::id).collect(Collectors.joining(" and "));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
