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
  private static final int WORDS = 2 * WAYS;
  private static final int EPOCH_BITS = 16;
  private static final long EPOCH = (1L << EPOCH_BITS) - 1;

  // Of each bucket its four tags, then what each was sent to in its epoch: what a look-up reads
  // stands together. A tag is a hash without its highest bits, and the lowest of the epoch.
  private final AtomicLongArray words;
  private final AtomicLongArray before; // what was sent in the epoch before that
  private final int bucketMask;

  /**
   * @param places at least 4; rounded up to a power of 2. A place takes 24 bytes
   */
  PrefixTable(int places) {
    int buckets = Integer.highestOneBit(Math.max(1, (places + WAYS - 1) / WAYS - 1) * 2);
    this.bucketMask = buckets - 1;
    this.words = new AtomicLongArray(buckets * WORDS);
    this.before = new AtomicLongArray(buckets * WAYS);
  }

  /** A bit for each target that was sent this beginning in this epoch or the one before. */
  long holders(long hash, long epoch) {
    long key = key(hash);
    int bucket = bucket(key);
    int way = find(key, bucket);
    if (way < 0) {
      return 0;
    }
    int age = age(words.getPlain(bucket * WORDS + way), epoch);
    if (age > 1) {
      return 0;
    }
    long sent = words.getPlain(bucket * WORDS + WAYS + way);
    return age == 1 ? sent : sent | before.getPlain(bucket * WAYS + way);
  }

  /** Whether a target was sent this beginning in this epoch. */
  boolean sent(long hash, int target, long epoch) {
    long key = key(hash);
    int bucket = bucket(key);
    int way = find(key, bucket);
    return way >= 0
        && age(words.getPlain(bucket * WORDS + way), epoch) == 0
        && (words.getPlain(bucket * WORDS + WAYS + way) & bit(target)) != 0;
  }

  /** A target is sent this beginning. */
  void add(long hash, int target, long epoch) {
    long key = key(hash);
    int bucket = bucket(key);
    int way = find(key, bucket);
    if (way < 0) {
      write(bucket, oldest(bucket, epoch), key | epoch & EPOCH, bit(target), 0);
      return;
    }
    int sent = bucket * WORDS + WAYS + way;
    int age = age(words.getPlain(bucket * WORDS + way), epoch);
    if (age > 0) {
      long kept = age == 1 ? words.getPlain(sent) : 0;
      write(bucket, way, key | epoch & EPOCH, bit(target), kept);
    } else if ((words.getPlain(sent) & bit(target)) == 0) {
      words.setPlain(sent, words.getPlain(sent) | bit(target));
    }
  }

  private void write(int bucket, int way, long tag, long sent, long sentBefore) {
    before.setPlain(bucket * WAYS + way, sentBefore);
    words.setPlain(bucket * WORDS + WAYS + way, sent);
    words.setRelease(bucket * WORDS + way, tag);
  }

  static long bit(int target) {
    return 1L << (target & (TARGETS - 1));
  }

  /** 0 is the tag of an empty place. */
  private static long key(long hash) {
    long key = hash << EPOCH_BITS;
    return key == 0 ? EPOCH + 1 : key;
  }

  /**
   * How many epochs ago: 0, 1, or more. Another thread may be one ahead; what seems further ahead
   * is so old that the count of epochs went round.
   */
  private static int age(long tag, long epoch) {
    int behind = (short) (epoch - tag);
    if (behind < 0) {
      return behind == -1 ? 0 : Integer.MAX_VALUE;
    }
    return behind;
  }

  private int bucket(long key) {
    return (int) (key >>> EPOCH_BITS ^ key >>> 2 * EPOCH_BITS) & bucketMask;
  }

  private int find(long key, int bucket) {
    int at = bucket * WORDS;
    for (int way = 0; way < WAYS; way++) {
      if ((words.getAcquire(at + way) & ~EPOCH) == key) {
        return way;
      }
    }
    return -1;
  }

  private int oldest(int bucket, long epoch) {
    int oldest = 0;
    int oldestAge = -1;
    for (int way = 0; way < WAYS; way++) {
      long tag = words.getPlain(bucket * WORDS + way);
      if (tag == 0) {
        return way;
      }
      int age = age(tag, epoch);
      if (age > oldestAge) {
        oldest = way;
        oldestAge = age;
      }
    }
    return oldest;
  }
}
