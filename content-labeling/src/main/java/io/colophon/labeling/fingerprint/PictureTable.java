package io.colophon.labeling.fingerprint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds picture hashes within {@value PictureHash#MATCH} bits of one, by multi-index hashing
 * (Norouzi, Punjani and Fleet, 2012): cut into {@value #PARTS} parts of 16 bits, two such hashes
 * have at least one part in which they differ in at most one bit, so that 17 lists for each part
 * hold every match. Equal hashes stand in the lists once. About 120 bytes per hash and 4 MB for the
 * heads of the lists. Not thread-safe.
 */
final class PictureTable {
  static final int PARTS = 16;
  private static final int VALUES = 1 << 16;

  /**
   * Most hashes that one search compares. A million random ones need 4,000; the bound matters only
   * where somebody made many pictures that are nearly the same.
   */
  static final int MOST_COMPARED = 200_000;

  private int[] heads = new int[0];
  private final IntColumn next = new IntColumn();
  private final LongColumn words = new LongColumn();

  /** Number of the distinct hash, for each list element; and of the hash for each thing. */
  private final KeyTable same = new KeyTable();

  private final IntColumn distinct = new IntColumn();

  /** For each distinct hash, the first thing that has it. */
  private final IntColumn owner = new IntColumn();

  /**
   * A hash that was found.
   *
   * @param picture its number
   * @param distance bits that differ
   */
  record Near(int picture, int distance) {}

  int size() {
    return same.size();
  }

  /** Takes the next hash; its number is the size before. */
  void add(PictureHash hash) {
    int known = exact(hash);
    same.add(key(hash));
    if (known >= 0) {
      distinct.add(distinct.get(known));
      return;
    }
    if (heads.length == 0) {
      heads = new int[PARTS * VALUES];
    }
    int number = owner.size();
    distinct.add(number);
    owner.add(same.size() - 1);
    words.add(hash.word0());
    words.add(hash.word1());
    words.add(hash.word2());
    words.add(hash.word3());
    for (int part = 0; part < PARTS; part++) {
      int head = part * VALUES + part(hash, part);
      next.add(heads[head]);
      heads[head] = number + 1;
    }
  }

  /** Returns up to {@code most} matches: nearest first, of equally near ones the newest first. */
  List<Near> find(PictureHash hash, int most) {
    if (heads.length == 0) {
      return List.of();
    }
    Search search = new Search(hash);
    for (int part = 0; part < PARTS; part++) {
      int value = part(hash, part);
      search.list(part, value);
      for (int bit = 0; bit < 16; bit++) {
        search.list(part, value ^ 1 << bit);
      }
    }
    return search.best(most);
  }

  /** One search. */
  private final class Search {
    private final PictureHash wanted;
    private final Set<Integer> seen = new HashSet<>();
    private final List<Near> found = new ArrayList<>();
    private int compared;

    Search(PictureHash wanted) {
      this.wanted = wanted;
    }

    void list(int part, int value) {
      for (int number = heads[part * VALUES + value] - 1;
          number >= 0 && compared < MOST_COMPARED;
          number = next.get(number * PARTS + part) - 1) {
        compared++;
        int distance = hash(number).distance(wanted);
        if (distance <= PictureHash.MATCH && seen.add(number)) {
          found.add(new Near(number, distance));
        }
      }
    }

    List<Near> best(int most) {
      found.sort(
          Comparator.comparingInt(Near::distance)
              .thenComparing(Comparator.comparingInt(Near::picture).reversed()));
      List<Near> all = new ArrayList<>();
      for (Near near : found) {
        PictureHash hash = hash(near.picture());
        for (int thing = same.newest(key(hash));
            thing >= 0 && all.size() < most;
            thing = same.before(thing)) {
          if (distinct.get(thing) == near.picture()) {
            all.add(new Near(thing, near.distance()));
          }
        }
      }
      return all;
    }
  }

  private int exact(PictureHash hash) {
    for (int thing = same.newest(key(hash)); thing >= 0; thing = same.before(thing)) {
      if (hash(distinct.get(thing)).equals(hash)) {
        return thing;
      }
    }
    return -1;
  }

  private PictureHash hash(int number) {
    int at = number * 4;
    return new PictureHash(words.get(at), words.get(at + 1), words.get(at + 2), words.get(at + 3));
  }

  private static long key(PictureHash hash) {
    return ((hash.word0() * 31 + hash.word1()) * 31 + hash.word2()) * 31 + hash.word3();
  }

  private static int part(PictureHash hash, int part) {
    long word =
        switch (part >>> 2) {
          case 0 -> hash.word0();
          case 1 -> hash.word1();
          case 2 -> hash.word2();
          default -> hash.word3();
        };
    return (int) (word >>> 16 * (part & 3)) & VALUES - 1;
  }
}
