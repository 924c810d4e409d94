package io.colophon.throttling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The declared rules, ready for look-up. Immutable. */
final class RuleSet {
  private final Map<String, List<LimitRule>> bySubject = new HashMap<>();

  /**
   * @throws IllegalArgumentException if two rules have the same subject, dimension and window
   */
  RuleSet(List<LimitRule> rules) {
    for (LimitRule rule : rules) {
      List<LimitRule> same = bySubject.computeIfAbsent(rule.subject(), any -> new ArrayList<>());
      if (find(same, rule.dimension(), rule.per()) != null) {
        throw new IllegalArgumentException(
            "two limits on "
                + rule.dimension().id()
                + " per "
                + rule.per().id()
                + " for "
                + rule.subject());
      }
      same.add(rule);
    }
  }

  /** The rules that bind a subject: its own, and those for its kind that it does not replace. */
  List<LimitRule> of(String subject) {
    List<LimitRule> own = bySubject.getOrDefault(subject, List.of());
    int colon = subject.indexOf(':');
    List<LimitRule> ofKind =
        colon < 0
            ? List.of()
            : bySubject.getOrDefault(subject.substring(0, colon + 1) + "*", List.of());
    if (ofKind.isEmpty()) {
      return own;
    }
    List<LimitRule> all = new ArrayList<>(own);
    for (LimitRule rule : ofKind) {
      if (find(own, rule.dimension(), rule.per()) == null) {
        all.add(rule);
      }
    }
    return all;
  }

  /** The rule that a state belongs to; null when there is none. */
  @Nullable LimitRule rule(Cells.Key key) {
    return find(of(key.subject()), key.dimension(), key.per());
  }

  private static @Nullable LimitRule find(List<LimitRule> rules, Dimension dimension, Window per) {
    for (LimitRule rule : rules) {
      if (rule.dimension() == dimension && rule.per() == per) {
        return rule;
      }
    }
    return null;
  }
}
