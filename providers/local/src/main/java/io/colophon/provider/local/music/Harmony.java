package io.colophon.provider.local.music;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which chords a phrase of four bars stands on. Openings end open, answers end closed, middles lead
 * back; the last phrase of a piece ends on the dominant, and the tonic follows it as the close.
 */
final class Harmony {
  private static final int[][] MAJOR_OPENING = {
    {0, 4, 5, 3}, {0, 5, 3, 4}, {0, 3, 0, 4}, {0, 2, 3, 4}
  };
  private static final int[][] MAJOR_ANSWER = {
    {0, 5, 4, 0}, {3, 0, 4, 0}, {5, 3, 4, 0}, {0, 3, 4, 0}
  };
  private static final int[][] MAJOR_MIDDLE = {
    {5, 2, 3, 4}, {3, 4, 2, 5}, {1, 4, 5, 4}, {3, 0, 1, 4}
  };
  private static final int[][] MAJOR_LAST = {{0, 5, 1, 4}, {3, 0, 3, 4}, {5, 3, 1, 4}};

  private static final int[][] MINOR_OPENING = {
    {0, 5, 2, 6}, {0, 3, 0, 4}, {0, 5, 3, 4}, {0, 6, 5, 4}
  };
  private static final int[][] MINOR_ANSWER = {{0, 3, 4, 0}, {5, 3, 4, 0}, {3, 0, 4, 0}};
  private static final int[][] MINOR_MIDDLE = {
    {2, 6, 0, 4}, {3, 0, 5, 4}, {5, 6, 0, 4}, {5, 2, 3, 4}
  };
  private static final int[][] MINOR_LAST = {{0, 5, 3, 4}, {5, 2, 3, 4}, {0, 3, 3, 4}};

  private static final int[][] JAZZ_OPENING = {{0, 5, 1, 4}, {2, 5, 1, 4}, {0, 3, 1, 4}};
  private static final int[][] JAZZ_MIDDLE = {{3, 2, 1, 4}, {5, 1, 4, 4}, {3, 4, 2, 5}};
  private static final int[][] STILL = {{0, 3, 0, 3}, {0, 5, 3, 0}, {0, 2, 3, 0}};

  private final Style style;
  private final RandomGenerator random;

  Harmony(Style style, RandomGenerator random) {
    this.style = style;
    this.random = random;
  }

  /** Four chords, one to a bar. */
  List<Chord> phrase(Phrase.Role role) {
    int[][] choices = choices(role);
    int[] degrees = choices[random.nextInt(choices.length)];
    return Arrays.stream(degrees).mapToObj(degree -> new Chord(degree, size(degree))).toList();
  }

  private int[][] choices(Phrase.Role role) {
    boolean minor = style.key().minor();
    if (role == Phrase.Role.LAST) {
      return minor ? MINOR_LAST : MAJOR_LAST;
    }
    if (style.genre() == Genre.AMBIENT) {
      return STILL;
    }
    if (style.genre() == Genre.JAZZ && role != Phrase.Role.ANSWER) {
      return role == Phrase.Role.MIDDLE ? JAZZ_MIDDLE : JAZZ_OPENING;
    }
    return switch (role) {
      case OPENING -> minor ? MINOR_OPENING : MAJOR_OPENING;
      case ANSWER -> minor ? MINOR_ANSWER : MAJOR_ANSWER;
      case MIDDLE -> minor ? MINOR_MIDDLE : MAJOR_MIDDLE;
      case LAST -> minor ? MINOR_LAST : MAJOR_LAST;
    };
  }

  private int size(int degree) {
    return switch (style.genre()) {
      case JAZZ -> 4;
      case ROCK, GUFENG -> degree == 4 ? 3 : 2;
      default -> degree == 4 && random.nextBoolean() ? 4 : 3;
    };
  }
}
