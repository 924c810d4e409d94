package io.colophon.labeling.policy;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.ShownLabel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the rules ask, in words: for documents, and to be held against expected words. */
final class PolicyTable {
  private PolicyTable() {}

  /** One plan in one line, for instance {@code AI生成 bottom-right, c2pa}. */
  static String cell(Medium medium, LabelPlan plan) {
    List<String> parts = new ArrayList<>();
    plan.shown().ifPresent(shown -> parts.add(shown(medium, shown)));
    if (plan.watermark()) {
      parts.add("watermark");
    }
    if (plan.credentials()) {
      parts.add("c2pa");
    }
    if (!plan.reasons().isEmpty()) {
      parts.add("(" + String.join(" ", plan.reasons()) + ")");
    }
    return String.join(", ", parts);
  }

  static String cell(Set<Jurisdiction> regimes, Medium medium, ContentUse use) {
    return cell(
        medium, LabelRules.plan(regimes, medium, use, LabelChoices.NONE, ContentFacts.NONE));
  }

  /** The tables of docs/labelling-policy.md. */
  static String markdown() {
    StringBuilder out = new StringBuilder();
    for (Jurisdiction regime : Jurisdiction.values()) {
      table(regime.id(), EnumSet.of(regime), out);
    }
    for (Set<Jurisdiction> union :
        List.of(
            EnumSet.of(Jurisdiction.CN, Jurisdiction.EU),
            EnumSet.of(Jurisdiction.CN, Jurisdiction.IN),
            EnumSet.allOf(Jurisdiction.class))) {
      table(union.stream().map(Jurisdiction::id).collect(Collectors.joining("+")), union, out);
    }
    return out.toString();
  }

  private static void table(String name, Set<Jurisdiction> regimes, StringBuilder out) {
    out.append("\n### ").append(name).append("\n\n| use |");
    for (Medium medium : Medium.values()) {
      out.append(' ').append(medium.id()).append(" |");
    }
    out.append("\n|---|").append("---|".repeat(Medium.values().length)).append('\n');
    for (ContentUse use : ContentUse.values()) {
      out.append("| ").append(use.id()).append(" |");
      for (Medium medium : Medium.values()) {
        out.append(' ').append(cell(regimes, medium, use)).append(" |");
      }
      out.append('\n');
    }
  }

  private static String shown(Medium medium, ShownLabel shown) {
    return switch (medium) {
      case TEXT, DOCUMENT -> shown.words() + " " + name(shown.textPlace());
      case IMAGE, FILM ->
          (shown.style() == ShownLabel.Style.EU_ICON ? "icon " : "")
              + shown.words()
              + " "
              + name(shown.corner())
              + (medium == Medium.FILM && shown.wholeLength() ? " whole-length" : "");
      case SOUND -> name(shown.cue()) + " " + name(shown.soundPlace());
    };
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
