package io.colophon.throttling;

import java.time.Duration;

/**
 * What one generation may need, at most.
 *
 * @param owner who holds it, usually the generation's id; shown to operators
 * @param amounts estimates; of a dimension that is not named nothing is held, but a limit that is
 *     already overdrawn still refuses
 * @param leaseNanos after how long the hold is taken back by itself, in nanoseconds; at least 1,
 *     and longer than the generation can last
 * @param stream the connection or stream on which it is wanted, so that slots are found when that
 *     closes; empty when there is none
 */
public record Demand(String owner, Amounts amounts, long leaseNanos, String stream) {
  private static final Amounts ONE =
      Amounts.of(Dimension.REQUESTS, 1).with(Dimension.CONCURRENCY, 1);

  public Demand {
    if (leaseNanos < 1) {
      throw new IllegalArgumentException("a lease of " + leaseNanos + " ns, expected at least 1");
    }
  }

  /** A demand on no particular stream. */
  public Demand(String owner, Amounts amounts, long leaseNanos) {
    this(owner, amounts, leaseNanos, "");
  }

  /** One request in one slot. */
  public static Demand one(String owner, Duration lease) {
    return new Demand(owner, ONE, lease.toNanos());
  }

  /** The same with one more amount. */
  public Demand with(Dimension dimension, long amount) {
    return new Demand(owner, amounts.with(dimension, amount), leaseNanos, stream);
  }

  /** The same on a stream. */
  public Demand on(String otherStream) {
    return new Demand(owner, amounts, leaseNanos, otherStream);
  }
}
