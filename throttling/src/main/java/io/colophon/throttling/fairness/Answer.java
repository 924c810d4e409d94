package io.colophon.throttling.fairness;

import java.util.Optional;

/** What a {@link FairQueue} says to somebody who wants to wait. */
public sealed interface Answer<E> {

  /**
   * It waits.
   *
   * @param waitNanos how long, as far as the queue can tell; 0 if it cannot
   * @param displaced who had to go for it and is to be refused
   */
  record Waits<E>(FairEntry<E> entry, long waitNanos, Optional<FairEntry<E>> displaced)
      implements Answer<E> {}

  /**
   * It does not.
   *
   * @param waitNanos how long it would have waited, as far as the queue can tell; 0 if it cannot
   */
  record Refused<E>(Why why, long waitNanos) implements Answer<E> {}

  /** Why somebody does not wait. */
  enum Why {
    /** As many wait as may, and nobody who would be cheaper to refuse. */
    FULL,
    /** As many of this client wait as may. */
    CLIENT_FULL,
    /** It would still wait when its deadline passes. */
    TOO_LATE
  }
}
