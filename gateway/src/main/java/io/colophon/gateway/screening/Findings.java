package io.colophon.gateway.screening;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What finders found in one look at a text, and from where on more text may still change it. Places
 * are indexes of {@link NormalText} while finders look. Not safe for use by several threads.
 */
final class Findings {

  /**
   * A match.
   *
   * @param start index of its first code point
   * @param end index after its last
   * @param rule whose finder found it
   */
  record Match(int start, int end, TextRule rule) {}

  private final List<Match> matches = new ArrayList<>(0);
  private int open;
  private TextRule rule;

  Findings(TextRule first) {
    this.rule = first;
  }

  /** Forgets everything, for a text of that many code points. */
  void begin(int length) {
    matches.clear();
    open = length;
  }

  /** Says whose finders look now. */
  void of(TextRule now) {
    rule = now;
  }

  void match(int start, int end) {
    matches.add(new Match(start, end, rule));
  }

  /** More text may make a match of what begins here, or unmake one. */
  void openFrom(int start) {
    open = Math.min(open, start);
  }

  /** The first place that more text may change. */
  int open() {
    return open;
  }

  /** By where they begin. */
  List<Match> matches() {
    matches.sort(Comparator.comparingInt(Match::start));
    return matches;
  }
}
