package io.colophon.throttling;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Where the state of one limit of this process lives; outlasts a reload of the rules. */
final class Cell {
  private static final int WARM = 32;

  private static final AtomicReferenceFieldUpdater<Cell, LimitState> STATE =
      AtomicReferenceFieldUpdater.newUpdater(Cell.class, LimitState.class, "state");

  private volatile LimitState state = LimitState.NEW;
  private volatile @Nullable Lots lots;
  // Roughly how often the state was changed; threads may lose a count to each other.
  private int changes;

  LimitState get() {
    return state;
  }

  boolean compareAndSet(LimitState old, LimitState next) {
    return STATE.compareAndSet(this, old, next);
  }

  /** What lanes hold in advance; null for a limit that is seldom used. */
  @Nullable Lots lots() {
    return lots;
  }

  /** Counts a change, and begins to lay out lots when there were some. */
  void warm(int lanes, Window per) {
    if (++changes >= WARM && lots == null) {
      synchronized (this) {
        if (lots == null) {
          lots = new Lots(lanes, per);
        }
      }
    }
  }
}
