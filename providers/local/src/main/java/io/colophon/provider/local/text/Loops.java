package io.colophon.provider.local.text;

import java.util.Arrays;

/**
 * Keeps a text from going round in circles: rules out a token that would write the same run of
 * {@value #RUN} tokens again (after Paulus and others, "A Deep Reinforced Model for Abstractive
 * Summarization", 2017, section 2.5, with longer runs), or the same part of a word twice in a row.
 * For one call and one thread.
 */
final class Loops {
  private static final int RUN = 5;

  private final Vocabulary.Slice slice;
  private final int[] written;
  private int count;

  /**
   * Makes one.
   *
   * @param most tokens that will be written at most
   */
  Loops(Vocabulary.Slice slice, int most) {
    this.slice = slice;
    this.written = new int[most];
  }

  /** Remembers the place of a token that was written. */
  void add(int place) {
    written[count++] = place;
  }

  /** Takes all chance from the places that would close a circle. */
  void ruleOut(float[] scores) {
    if (count > 0 && slice.inner().get(written[count - 1])) {
      scores[written[count - 1]] = Float.NEGATIVE_INFINITY;
    }
    int before = RUN - 1;
    int tail = count - before;
    for (int i = 0; i < tail; i++) {
      if (Arrays.equals(written, i, i + before, written, tail, count)) {
        scores[written[i + before]] = Float.NEGATIVE_INFINITY;
      }
    }
  }
}
