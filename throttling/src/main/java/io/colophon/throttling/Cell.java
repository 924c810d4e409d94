package io.colophon.throttling;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** Where the state of one limit of this process lives; outlasts a reload of the rules. */
final class Cell {
  private static final AtomicReferenceFieldUpdater<Cell, LimitState> STATE =
      AtomicReferenceFieldUpdater.newUpdater(Cell.class, LimitState.class, "state");

  private volatile LimitState state = LimitState.NEW;

  LimitState get() {
    return state;
  }

  boolean compareAndSet(LimitState old, LimitState next) {
    return STATE.compareAndSet(this, old, next);
  }
}
