package io.colophon.provider.local.music;

import java.time.Duration;
import java.util.Random;

/**
 * Composes by rules: a form of phrases that come back, chords that lead to a close, a melody made
 * of one motif and its variations, and the players that the style asks for. The same brief, length
 * and seed give the same score everywhere.
 */
final class Composer {
  /** How far a tempo that nobody asked for may be bent to fill the length, as a factor. */
  private static final double MOST_BEND = 0.07;

  /** The final chord's share of the length, in bars, when the tempo can be bent. */
  private static final double CLOSE_BARS = 1.3;

  private Composer() {}

  /**
   * @param length of the whole piece, at least 1 s
   */
  static Score compose(MusicBrief brief, Duration length, long seed) {
    Random random = new Random(seed);
    Style style = Style.of(brief, random);
    double seconds = length.toMillis() / 1000.0;
    double bpm = style.beatsPerMinute();
    int bars = Math.max(0, (int) (seconds / barSeconds(style, bpm)) - 1);
    if (brief.beatsPerMinute().isEmpty() && bars > 0) {
      double fitting = (bars + CLOSE_BARS) * style.beatsPerBar() * 60 / seconds;
      double bend = Math.max(1 - MOST_BEND, Math.min(1 + MOST_BEND, fitting / bpm));
      bpm = bpm * bend;
    }
    return new Arrangement(style, Form.of(bars), bpm, random).write(length);
  }

  private static double barSeconds(Style style, double bpm) {
    return style.beatsPerBar() * 60 / bpm;
  }
}
