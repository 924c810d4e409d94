package io.colophon.throttling;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A part of a caller's limits that one thread, for instance an event loop, holds in advance and
 * hands out by itself. Not thread-safe: whoever has it uses it from one thread at a time.
 *
 * <p>Exact: what is in it is held on every limit before it is handed out. It is drawn in chunks,
 * halved until they fit when a limit has little room, down to the single demand, so that the last
 * unit can be used; and what is left goes back with {@link #giveBack}, to be called when its thread
 * has been idle. What was handed out counts as spent from the next refill or return. If neither
 * comes within the lease, all that is in it counts as spent, since nobody can tell how much was.
 */
public final class Allotment implements AutoCloseable {
  private final LimitChain chain;
  private final Hold hold;
  private final String owner;
  private final Dimension dimension;
  private final long chunk;
  private final long leaseNanos;
  private long left;
  private long spent;
  private long lastNanos;
  private long lastMillis;

  Allotment(
      LimitChain chain, Hold hold, String owner, Dimension dimension, long chunk, Duration lease) {
    if (dimension == Dimension.CONCURRENCY) {
      throw new IllegalArgumentException("slots cannot be held in advance");
    }
    if (chunk < 1 || chunk > LimitRule.MOST_AMOUNT) {
      throw new IllegalArgumentException("chunk is " + chunk + ", expected at least 1");
    }
    this.chain = chain;
    this.hold = hold;
    this.owner = owner;
    this.dimension = dimension;
    this.chunk = chunk;
    this.leaseNanos = lease.toNanos();
  }

  /**
   * Hands out an amount of what is held already, without a look at any clock; false when that is
   * too little, and then {@link #take(long, long, long)} asks for more.
   *
   * @param amount in the dimension's unit, at least 0
   */
  public boolean take(long amount) {
    if (amount > left || !hold.isOpen()) {
      return false;
    }
    left -= amount;
    spent += amount;
    return true;
  }

  /**
   * Hands out an amount, and draws a chunk first where that is needed.
   *
   * @return null when it was handed out; otherwise who refused, or pending
   */
  public @Nullable Decision take(long amount, long nowNanos, long nowEpochMillis) {
    lastNanos = nowNanos;
    lastMillis = nowEpochMillis;
    if (take(amount)) {
      return null;
    }
    giveBack(nowNanos, nowEpochMillis);
    Decision why = draw(Math.max(amount, chunk), nowNanos, nowEpochMillis);
    for (long size = chunk / 2; why != null && size > amount; size /= 2) {
      why = draw(size, nowNanos, nowEpochMillis);
    }
    if (why != null && chunk > amount) {
      why = draw(amount, nowNanos, nowEpochMillis);
    }
    if (why == null) {
      left -= amount;
      spent += amount;
    }
    return why;
  }

  private @Nullable Decision draw(long size, long nowNanos, long nowMillis) {
    Decision decision =
        chain.acquire(
            hold, new Demand(owner, Amounts.of(dimension, size), leaseNanos), nowNanos, nowMillis);
    if (decision instanceof Decision.Granted) {
      left = size;
      return null;
    }
    return decision;
  }

  /** How much can be handed out without asking anybody, in the dimension's unit. */
  public long left() {
    return hold.isOpen() ? left : 0;
  }

  /** Counts what was handed out as spent and gives the rest back. It can be used on. */
  public void giveBack(long nowNanos, long nowEpochMillis) {
    if (hold.isOpen()) {
      hold.settle(Amounts.of(dimension, spent), nowNanos, nowEpochMillis);
    }
    left = 0;
    spent = 0;
  }

  /** Gives the rest back as of the last time that was handed in. */
  @Override
  public void close() {
    giveBack(lastNanos, lastMillis);
  }
}
