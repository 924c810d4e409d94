package io.colophon.throttling.lease;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What this gateway knows of the store's life and of its own place in it. Changed under the lock of
 * {@link SharedLimits}; {@link #hasPlace} may be asked by any thread.
 */
final class StoreLife {
  /** What an answer says of the life. */
  enum News {
    /** It goes on. */
    NONE,
    /** The first that this gateway hears of; it had nothing to tell of one before. */
    FIRST,
    /** The first that this gateway hears of, and what it has to tell was not told yet. */
    FOUND,
    /** Another than the one before: that has lost its data. */
    LOST
  }

  private final LeaseSettings settings;
  private final RandomGenerator random;
  private volatile int place = RefillCall.ANY_PLACE;
  private volatile long placeUntil;
  private long epoch;
  private boolean open;
  private long answeredSent;

  StoreLife(LeaseSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** Whether this gateway may use what is set aside for it. */
  boolean hasPlace(long nowNanos) {
    return place >= 0 && nowNanos - placeUntil < 0;
  }

  /** Whether any was heard of. */
  boolean isKnown() {
    return epoch != 0;
  }

  boolean is(long otherEpoch) {
    return epoch == otherEpoch;
  }

  /** Whether it gives, when last heard. */
  boolean isOpen() {
    return open;
  }

  /**
   * @param needsPlace whether something is set aside for each gateway
   */
  RefillCall call(
      boolean ready, boolean needsPlace, boolean leaves, List<Refill> refills, long now) {
    return new RefillCall(
        settings.node(),
        settings.nodes(),
        epoch,
        random.nextLong(1, 1L << 52),
        ready,
        answeredSent == 0 ? -1 : Math.max(0, now - answeredSent) / 1000,
        settings.leaseMicros(),
        settings.slotMicros(),
        needsPlace ? place : RefillCall.NO_PLACE,
        settings.safeNanos() / 1000,
        leaves,
        refills);
  }

  /** A call was answered before it was given up. */
  void answered(long sentNanos) {
    answeredSent = sentNanos == 0 ? 1 : sentNanos;
  }

  News heard(RefillCall call, RefillAnswer answer, long sentNanos) {
    News news = News.NONE;
    if (answer.epoch() != epoch) {
      boolean first = call.epoch() == 0 && call.ready();
      news = isKnown() ? News.LOST : first ? News.FIRST : News.FOUND;
      epoch = answer.epoch();
    }
    open = answer.open();
    if (answer.place() >= 0) {
      place = answer.place();
      placeUntil = sentNanos + settings.safeUsableNanos();
    }
    return news;
  }
}
