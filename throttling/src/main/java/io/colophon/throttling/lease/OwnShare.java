package io.colophon.throttling.lease;

/**
 * The part of a limit that is set aside for this gateway. Begins full, since whoever had the place
 * before may have used it a moment ago. Guarded by its account's lock.
 */
final class OwnShare {
  private final LimitTerms terms;
  private final Bucket bucket;
  private long held;

  OwnShare(LimitTerms terms, long nowNanos, long nowMillis) {
    this.terms = terms;
    this.bucket = new Bucket(terms, nowNanos / 1000, nowMillis);
    // Slots are free: whoever had them kept the place until his last hold had ended.
    bucket.used = terms.isSlots() ? 0 : terms.capacity();
  }

  LimitTerms terms() {
    return terms;
  }

  long held() {
    return held;
  }

  long used() {
    return bucket.used;
  }

  /** What may be held now; negative in debt. */
  long room(long nowNanos, long nowMillis) {
    bucket.advance(terms, nowNanos / 1000, nowMillis);
    return terms.capacity() - bucket.used - held;
  }

  void hold(long amount) {
    held += amount;
  }

  void spend(long unheld, long used, long nowNanos, long nowMillis) {
    bucket.advance(terms, nowNanos / 1000, nowMillis);
    held -= unheld;
    bucket.use(used);
  }

  /** How long until {@code missing} units flow back, in nanoseconds. */
  long waitNanos(long missing, long nowMillis) {
    return bucket.waitMicros(terms, missing, nowMillis) * 1000;
  }
}
