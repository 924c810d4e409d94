package io.colophon.throttling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Parts of one limit that its lanes hold in advance, so that most demands change no word that two
 * threads share. What is in a lot is held on the limit itself: free units can be handed out again
 * in the lane, and spent ones wait there for a moment to be counted as spent.
 *
 * <p>A lot is good as long as it bears the limit's current epoch. A new epoch begins whenever the
 * limit has no room left or is overdrawn; lots then go back, and nothing is held in advance until
 * there is plenty of room again. So the last unit can be used, and a debt refuses at once.
 */
final class Lots {
  // The words of a lane; between them and its neighbour's lie more than 128 bytes.
  private static final int FREE = 0;
  private static final int SPENT = 1;
  private static final int EPOCH = 2;
  private static final int MOST = 3;
  private static final int FIRST_NANOS = 4;
  private static final int LAST_NANOS = 5;
  private static final int FIRST_MILLIS = 6;
  private static final int UNTIL_MILLIS = 7;
  private static final int LAST_MILLIS = 8;
  private static final int STRIDE = 26;

  private static final long DAY_MILLIS = 86_400_000L;
  private static final long MOST_LAG_NANOS = 100_000_000L;
  private static final long MOST_LAG_MILLIS = 100;
  private static final int WINDOW_PARTS = 1_024;
  private static final int MOST_DEMANDS = 16_384;
  private static final int FEWEST_DEMANDS = 4;
  private static final int ROOM_PARTS = 4;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle EPOCHS;
  private static final VarHandle DRAWS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      EPOCHS = lookup.findVarHandle(Lots.class, "epoch", long.class);
      DRAWS = lookup.findVarHandle(Lots.class, "draws", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long[] words;
  private final int lanes;
  private final long lagNanos;
  private volatile long epoch = 1;
  private volatile int draws;
  private volatile int collected;

  Lots(int lanes, Window per) {
    this.lanes = lanes;
    this.words = new long[lanes * STRIDE];
    this.lagNanos =
        per.isRate() ? Math.min(MOST_LAG_NANOS, per.nanos() / WINDOW_PARTS) : MOST_LAG_NANOS;
  }

  /** Inside the lane: hands out free units. */
  boolean draw(int lane, long amount) {
    int at = lane * STRIDE;
    long free = words[at + FREE];
    if (free < amount || words[at + EPOCH] != epoch) {
      return false;
    }
    words[at + FREE] = free - amount;
    return true;
  }

  /** Inside the lane: hands out free units that are spent at once; false as in {@link #settle}. */
  boolean take(int lane, long amount, long nowNanos, long nowMillis) {
    int at = lane * STRIDE;
    long free = words[at + FREE];
    if (free < amount || words[at + EPOCH] != epoch || !spend(at, amount, nowNanos, nowMillis)) {
      return false;
    }
    words[at + FREE] = free - amount;
    return true;
  }

  /**
   * Inside the lane: takes back what was handed out, and keeps what of it was used as spent.
   *
   * @return false, with nothing changed, where the limit itself has to be told
   */
  boolean settle(int lane, long unheld, long used, long nowNanos, long nowMillis) {
    int at = lane * STRIDE;
    long free = words[at + FREE] + unheld - used;
    if (used > unheld || words[at + EPOCH] != epoch || free > words[at + MOST]) {
      return false;
    }
    if (used != 0 && !spend(at, used, nowNanos, nowMillis)) {
      return false;
    }
    words[at + FREE] = free;
    return true;
  }

  private boolean spend(int at, long used, long nowNanos, long nowMillis) {
    long spent = words[at + SPENT];
    if (spent == 0) {
      words[at + FIRST_NANOS] = nowNanos;
      words[at + FIRST_MILLIS] = nowMillis;
      long midnight = nowMillis - Math.floorMod(nowMillis, DAY_MILLIS) + DAY_MILLIS;
      words[at + UNTIL_MILLIS] = Math.min(nowMillis + MOST_LAG_MILLIS, midnight - 1);
    } else {
      // A clock that goes backwards has lagged as well: the difference is then below 0.
      if (Long.compareUnsigned(nowNanos - words[at + FIRST_NANOS], lagNanos) > 0
          || nowMillis < words[at + FIRST_MILLIS]
          || nowMillis > words[at + UNTIL_MILLIS]) {
        return false;
      }
    }
    if (spent == 0 || nowNanos - words[at + LAST_NANOS] > 0) {
      words[at + LAST_NANOS] = nowNanos;
    }
    if (spent == 0 || nowMillis > words[at + LAST_MILLIS]) {
      words[at + LAST_MILLIS] = nowMillis;
    }
    words[at + SPENT] = spent + used;
    return true;
  }

  /**
   * How much to hold in advance beside a demand: a part of the room, so that all lanes together
   * take a quarter of it at most, and nothing where that is only a few demands.
   */
  long sizeFor(long amount, long room) {
    long most = room / ((long) ROOM_PARTS * lanes);
    long size = amount > most / MOST_DEMANDS ? most : amount * MOST_DEMANDS;
    return size / FEWEST_DEMANDS < amount ? 0 : size;
  }

  /**
   * Inside the lane, whose lot was emptied before: begins a lot that is held on the limit already.
   *
   * @param since the epoch before the limit was looked at
   */
  void begin(int lane, long size, long since, long nowNanos, long nowMillis) {
    int at = lane * STRIDE;
    words[at + LAST_NANOS] = nowNanos;
    words[at + LAST_MILLIS] = nowMillis;
    words[at + FREE] = size;
    words[at + MOST] = size < Long.MAX_VALUE / 2 ? size * 2 : size;
    words[at + EPOCH] = since;
  }

  /**
   * Inside the lane, before the state is changed: whoever is refused because of that knows where
   * the room may be.
   */
  void drawing() {
    DRAWS.getAndAdd(this, 1);
  }

  /** The smallest capacity of which a lot could ever be made. */
  static long fewest(int lanes) {
    return (long) ROOM_PARTS * FEWEST_DEMANDS * lanes;
  }

  long epoch() {
    return epoch;
  }

  /** No lot that was begun before now is good any more. */
  void endAll() {
    EPOCHS.getAndAdd(this, 1L);
  }

  /** Inside the lane: whether its lot is of the current epoch. */
  boolean isGood(int lane) {
    return words[lane * STRIDE + EPOCH] == epoch;
  }

  long free(int lane) {
    return (long) WORDS.getOpaque(words, lane * STRIDE + FREE);
  }

  long spent(int lane) {
    return (long) WORDS.getOpaque(words, lane * STRIDE + SPENT);
  }

  long lastNanos(int lane) {
    return (long) WORDS.getOpaque(words, lane * STRIDE + LAST_NANOS);
  }

  long lastMillis(int lane) {
    return (long) WORDS.getOpaque(words, lane * STRIDE + LAST_MILLIS);
  }

  /** Inside the lane. */
  void clearSpent(int lane) {
    words[lane * STRIDE + SPENT] = 0;
  }

  /** Inside the lane. */
  void clearFree(int lane) {
    words[lane * STRIDE + FREE] = 0;
  }

  int lanes() {
    return lanes;
  }

  int draws() {
    return draws;
  }

  /** All lots are empty that were begun up to this number of draws. */
  void collectedUpTo(int drawn) {
    collected = drawn;
  }

  /** Whether a lane may hold something in advance. */
  boolean mayBeOut() {
    return draws != collected;
  }
}
