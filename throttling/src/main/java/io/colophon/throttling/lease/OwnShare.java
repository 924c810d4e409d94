package io.colophon.throttling.lease;

import org.jspecify.annotations.Nullable;

/**
 * The part of a limit that is set aside for this gateway, if there is one. Begins full, since
 * whoever had the place before may have used it a moment ago. Guarded by its account's lock.
 */
final class OwnShare {
  private @Nullable LimitTerms terms;
  private @Nullable Bucket bucket;
  private long held;

  OwnShare(@Nullable LimitTerms terms) {
    this.terms = terms;
  }

  /**
   * Goes on under other terms, null for none.
   *
   * @return what generations hold of it that is no part of it any more
   */
  long change(@Nullable LimitTerms next) {
    if (next != null && next.equals(terms)) {
      return 0;
    }
    terms = next;
    bucket = null;
    long left = held;
    held = 0;
    return left;
  }

  long held() {
    return held;
  }

  long used() {
    return bucket == null ? 0 : bucket.used;
  }

  /**
   * What may be held now; negative in debt.
   *
   * @param safe whether this gateway may use what is set aside for it
   */
  long room(boolean safe, long nowNanos, long nowMillis) {
    LimitTerms now = terms;
    if (now == null || !safe) {
      return 0;
    }
    Bucket level = bucket;
    if (level == null) {
      level = new Bucket(now, nowNanos / 1000, nowMillis);
      // Slots are free: whoever had them kept the place until his last hold had ended.
      level.used = now.isSlots() ? 0 : now.capacity();
      bucket = level;
    }
    level.advance(now, nowNanos / 1000, nowMillis);
    return now.capacity() - level.used - held;
  }

  void hold(long amount) {
    held += amount;
  }

  /**
   * Generations hold less, and have used a part of it or more.
   *
   * @return how much of {@code unheld} was of this share; it counts what was used of that, too
   */
  long spend(long unheld, long used, long nowNanos, long nowMillis) {
    LimitTerms now = terms;
    Bucket level = bucket;
    if (held <= 0 || now == null || level == null) {
      return 0;
    }
    long part = Math.min(unheld, held);
    level.advance(now, nowNanos / 1000, nowMillis);
    held -= part;
    level.use(Math.min(used, part));
    return part;
  }

  /** How long until {@code amount} can be held of it alone, in nanoseconds; -1 for never. */
  long waitNanos(long amount, boolean safe, long nowNanos, long nowMillis) {
    long missing = amount - room(safe, nowNanos, nowMillis);
    LimitTerms now = terms;
    Bucket level = bucket;
    if (!safe || now == null || level == null || amount > now.capacity() - held) {
      return -1;
    }
    return missing > 0 ? level.waitMicros(now, missing, nowMillis) * 1000 : 1;
  }
}
