package io.colophon.metering.ledger;

import io.colophon.metering.ledger.LedgerRefusedException.Reason;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is opened and not settled yet, by usage id. Safe for any number of threads. */
final class OpenGenerations {
  private final ConcurrentMap<String, Open> open = new ConcurrentHashMap<>();

  /** Counted apart, since the size of a concurrent map takes long to know. */
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Adds one, claimed: nobody settles it before it is known that nobody did.
   *
   * @param before how many entries the ledger has
   * @throws LedgerRefusedException FULL, or NOT_OPEN where that id is open already
   */
  Open begin(String usageId, long before) {
    if (count.incrementAndGet() > Ledger.MAX_OPEN) {
      count.decrementAndGet();
      throw new LedgerRefusedException(
          Reason.FULL, Ledger.MAX_OPEN + " generations are open, expected fewer", null);
    }
    Open state = new Open(before, null);
    state.claim();
    if (open.putIfAbsent(usageId, state) != null) {
      count.decrementAndGet();
      throw new LedgerRefusedException(
          Reason.NOT_OPEN, "usage id " + usageId + " is open already", null);
    }
    return state;
  }

  /** Adds what an earlier run opened at a position. */
  void goOn(OpenedEntry entry, long index) {
    open.put(entry.usageId(), new Open(index, entry));
    count.incrementAndGet();
  }

  @Nullable Open get(String usageId) {
    return open.get(usageId);
  }

  /** The entry of one that an earlier run opened. */
  Optional<OpenedEntry> goingOn(String usageId) {
    Open state = open.get(usageId);
    return state == null ? Optional.empty() : Optional.ofNullable(state.earlier);
  }

  void end(String usageId) {
    if (open.remove(usageId) != null) {
      count.decrementAndGet();
    }
  }

  int count() {
    return count.get();
  }

  /** The highest position, at most {@code size}, below which nothing is open. */
  long settledBelow(long size) {
    long lowest = size;
    for (Open state : open.values()) {
      lowest = Math.min(lowest, state.from);
    }
    return lowest;
  }

  /** A generation until its settlement is on disk. */
  static final class Open {
    /** How many entries there were before the opened one, or fewer. */
    private final long from;

    /** The entry, where an earlier run made it. */
    private final @Nullable OpenedEntry earlier;

    private final AtomicBoolean claimed = new AtomicBoolean();

    private Open(long from, @Nullable OpenedEntry earlier) {
      this.from = from;
      this.earlier = earlier;
    }

    /** Whether the caller is the one who may settle it now. */
    boolean claim() {
      return claimed.compareAndSet(false, true);
    }

    /** Lets it be settled, perhaps again. */
    void release() {
      claimed.set(false);
    }
  }
}
