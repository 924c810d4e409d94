package io.colophon.provider.local.music;

import java.util.ArrayList;
import java.util.List;

/**
 * How the bars of a piece are laid out before its final chord.
 *
 * @param introBars bars of accompaniment before the first phrase
 * @param phrases what each phrase of four bars does; the last leads to the close
 * @param cutBars bars left off the first phrase where a piece is shorter than one; 0 otherwise
 */
record Form(int introBars, List<Phrase.Role> phrases, int cutBars) {
  private static final List<Phrase.Role> CYCLE =
      List.of(
          Phrase.Role.OPENING,
          Phrase.Role.ANSWER,
          Phrase.Role.OPENING,
          Phrase.Role.ANSWER,
          Phrase.Role.MIDDLE,
          Phrase.Role.MIDDLE,
          Phrase.Role.OPENING,
          Phrase.Role.ANSWER);
  private static final List<List<Phrase.Role>> SHORT =
      List.of(
          List.of(),
          List.of(Phrase.Role.LAST),
          List.of(Phrase.Role.OPENING, Phrase.Role.LAST),
          List.of(Phrase.Role.OPENING, Phrase.Role.MIDDLE, Phrase.Role.LAST),
          List.of(Phrase.Role.OPENING, Phrase.Role.ANSWER, Phrase.Role.MIDDLE, Phrase.Role.LAST));

  Form {
    phrases = List.copyOf(phrases);
  }

  /**
   * A form of so many bars.
   *
   * @param bars 0 or more; the final chord comes after them
   */
  static Form of(int bars) {
    if (bars > 0 && bars < Phrase.BARS) {
      return new Form(0, List.of(Phrase.Role.LAST), Phrase.BARS - bars);
    }
    int count = bars / Phrase.BARS;
    if (count < SHORT.size()) {
      return new Form(bars % Phrase.BARS, SHORT.get(count), 0);
    }
    List<Phrase.Role> phrases = new ArrayList<>();
    for (int i = 0; i < count - 1; i++) {
      phrases.add(CYCLE.get(i % CYCLE.size()));
    }
    phrases.add(Phrase.Role.LAST);
    return new Form(bars % Phrase.BARS, phrases, 0);
  }

  /** Bars before the final chord. */
  int bars() {
    return introBars + phrases.size() * Phrase.BARS - cutBars;
  }
}
