package io.colophon.gateway.routing.policy;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which targets were sent which beginnings of prompts lately: a fixed number of places, four for
 * each bucket, of which the one not used for longest is given away. Ages count in epochs: what was
 * sent in the present epoch or the one before is remembered. Thread-safe without locks; where two
 * threads write one place at once a beginning may be forgotten, or be taken for another's until it
 * is used again, which costs a worse choice and nothing else.
 */
final class PrefixTable {
  /** Targets that can be told apart; beyond, two share a bit. */
  static final int TARGETS = 64;

  private static final int WAYS = 4;
  private static final int WORDS = 4;
  private static final int KEY = 0;
  private static final int EPOCH = 1;
  private static final int RECENT = 2;
  private static final int OLDER = 3;

  private final AtomicLongArray words;
  private final int bucketMask;

  /**
   * @param places at least 4; rounded up to a power of 2. A place takes 32 bytes
   */
  PrefixTable(int places) {
    int buckets = Integer.highestOneBit(Math.max(1, (places + WAYS - 1) / WAYS - 1) * 2);
    this.bucketMask = buckets - 1;
    this.words = new AtomicLongArray(buckets * WAYS * WORDS);
  }

  /** A bit for each target that was sent this beginning in this epoch or the one before. */
  long holders(long hash, long epoch) {
    int at = find(key(hash));
    if (at < 0) {
      return 0;
    }
    long behind = epoch - words.getPlain(at + EPOCH);
    if (behind <= 0) {
      return words.getPlain(at + RECENT) | words.getPlain(at + OLDER);
    }
    return behind == 1 ? words.getPlain(at + RECENT) : 0;
  }

  /** A target is sent this beginning. */
  void add(long hash, int target, long epoch) {
    long key = key(hash);
    long bit = 1L << (target & (TARGETS - 1));
    int at = find(key);
    if (at < 0) {
      at = oldest(key);
      words.setPlain(at + RECENT, bit);
      words.setPlain(at + OLDER, 0);
      words.setPlain(at + EPOCH, epoch);
      words.setRelease(at + KEY, key);
      return;
    }
    long behind = epoch - words.getPlain(at + EPOCH);
    if (behind > 0) {
      words.setPlain(at + OLDER, behind == 1 ? words.getPlain(at + RECENT) : 0);
      words.setPlain(at + RECENT, bit);
      words.setPlain(at + EPOCH, epoch);
    } else if ((words.getPlain(at + RECENT) & bit) == 0) {
      words.setPlain(at + RECENT, words.getPlain(at + RECENT) | bit);
    }
  }

  /** 0 is the key of an empty place. */
  private static long key(long hash) {
    return hash == 0 ? 1 : hash;
  }

  private int bucket(long key) {
    return ((int) (key ^ (key >>> 32)) & bucketMask) * WAYS * WORDS;
  }

  private int find(long key) {
    int bucket = bucket(key);
    for (int at = bucket; at < bucket + WAYS * WORDS; at += WORDS) {
      if (words.getAcquire(at + KEY) == key) {
        return at;
      }
    }
    return -1;
  }

  private int oldest(long key) {
    int bucket = bucket(key);
    int oldest = bucket;
    for (int at = bucket; at < bucket + WAYS * WORDS; at += WORDS) {
      if (words.getPlain(at + KEY) == 0) {
        return at;
      }
      if (words.getPlain(at + EPOCH) < words.getPlain(oldest + EPOCH)) {
        oldest = at;
      }
    }
    return oldest;
  }
}
