package io.colophon.labeling.fingerprint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds sounds that share a stretch with one. One word in {@value #ONE_IN} is listed, chosen by its
 * own bits so that both sides choose alike; a search looks for the words of its sound with up to
 * one bit changed, lets what it finds vote for a sound and a shift, and compares whole codes for
 * the shifts with most votes. About 32 bytes per second of sound. Not thread-safe.
 */
final class SoundTable {
  static final int ONE_IN = 8;

  /** Part of the bits that may differ between copies; unrelated sounds differ in about half. */
  static final double MATCH = 0.25;

  private static final int MOST_LISTED = 64;
  private static final int MOST_PER_WORD = 64;
  private static final int MOST_COMPARED = 16;
  private static final int FEWEST_WORDS = 8;
  private static final int ENOUGH_WORDS = 24;

  /** Stricter for what is too short to be sure. */
  private static final double MATCH_SHORT = 0.15;

  private static final int FEWEST_DIFFERENT = 6;
  private static final int SHIFT_ZERO = 1 << 15;

  private final KeyTable lists = new KeyTable();
  private final IntColumn sounds = new IntColumn();
  private final IntColumn places = new IntColumn();
  private int size;

  /** Reads the code of a sound by its number. */
  interface Codes {
    SoundCode get(int sound) throws IOException;
  }

  /**
   * A sound that was found.
   *
   * @param sound its number
   * @param differing part of the bits that differ where both overlap, 0 to {@value #MATCH}
   */
  record Near(int sound, double differing) {}

  int size() {
    return size;
  }

  /** Takes the next sound; its number is the size before. */
  void add(SoundCode code) {
    int listed = 0;
    for (int i = 0; i < code.length() && listed < MOST_LISTED; i++) {
      int word = code.word(i);
      if (isListed(word) && (i == 0 || code.word(i - 1) != word)) {
        lists.add(word);
        sounds.add(size);
        places.add(i);
        listed++;
      }
    }
    size++;
  }

  /** Returns the sounds that match, the nearest first. */
  List<Near> find(SoundCode code, Codes codes) throws IOException {
    List<Near> found = new ArrayList<>();
    for (long vote : bestVotes(votes(code))) {
      int sound = (int) (vote >>> 16);
      int shift = (int) (vote & 0xFFFF) - SHIFT_ZERO;
      double differing = differing(code, codes.get(sound), shift);
      if (differing <= MATCH && found.stream().noneMatch(near -> near.sound() == sound)) {
        found.add(new Near(sound, differing));
      }
    }
    found.sort(Comparator.comparingDouble(Near::differing));
    return found;
  }

  private Map<Long, Integer> votes(SoundCode code) {
    Map<Long, Integer> votes = new HashMap<>();
    for (int i = 0; i < code.length(); i++) {
      if (i > 0 && code.word(i) == code.word(i - 1)) {
        continue;
      }
      vote(code.word(i), i, votes);
      for (int bit = 0; bit < Integer.SIZE; bit++) {
        vote(code.word(i) ^ 1 << bit, i, votes);
      }
    }
    return votes;
  }

  private void vote(int word, int place, Map<Long, Integer> votes) {
    if (!isListed(word)) {
      return;
    }
    int looked = 0;
    for (int item = lists.newest(word);
        item >= 0 && looked < MOST_PER_WORD;
        item = lists.before(item)) {
      looked++;
      long shift = (long) places.get(item) - place + SHIFT_ZERO;
      votes.merge((long) sounds.get(item) << 16 | shift, 1, Integer::sum);
    }
  }

  private static List<Long> bestVotes(Map<Long, Integer> votes) {
    return votes.entrySet().stream()
        .sorted(Map.Entry.<Long, Integer>comparingByValue().reversed())
        .limit(MOST_COMPARED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the part of the bits that differ where both overlap; 1 where that says nothing. */
  static double differing(SoundCode wanted, SoundCode known, int shift) {
    int from = Math.max(0, -shift);
    int end = Math.min(wanted.length(), known.length() - shift);
    int bits = 0;
    int different = 0;
    for (int i = from; i < end; i++) {
      bits += Integer.bitCount(wanted.word(i) ^ known.word(i + shift));
      if (i > from && wanted.word(i) != wanted.word(i - 1)) {
        different++;
      }
    }
    int words = end - from;
    if (words < FEWEST_WORDS || different < FEWEST_DIFFERENT) {
      return 1;
    }
    double differing = (double) bits / Integer.SIZE / words;
    return words < ENOUGH_WORDS && differing > MATCH_SHORT ? 1 : differing;
  }

  private static boolean isListed(int word) {
    return (word * 0x9E3779B1 >>> 16) % ONE_IN == 0;
  }
}
