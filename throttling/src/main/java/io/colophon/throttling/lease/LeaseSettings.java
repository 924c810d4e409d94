package io.colophon.throttling.lease;

import java.time.Duration;

/**
 * How a gateway shares limits.
 *
 * @param node its name: the same after a restart, and nobody else's
 * @param nodes how many gateways share at most, this one included; 1 to {@value #MOST_NODES}
 * @param lease after what time without the store a lease ends, 1 s to 1 h; what a gateway that dies
 *     had not used comes back, or counts as spent, after that time
 * @param longestHold how long a generation holds at most; slots of a gateway that dies come back
 *     after {@code lease} and this
 * @param callLimit how long one call may take before the store counts as away
 * @param safeShare part of a limit with {@link WhenAway#SAFE_CAPACITY} that is set aside, for all
 *     gateways together; 0 to 1
 * @param safeFor how long a gateway may go on with its safe capacity without the store
 * @param mostWaiting how many demands may wait for the store's answer about one limit; more are
 *     refused
 */
public record LeaseSettings(
    String node,
    int nodes,
    Duration lease,
    Duration longestHold,
    Duration callLimit,
    double safeShare,
    Duration safeFor,
    int mostWaiting) {
  static final int MOST_NODES = 1000;

  public LeaseSettings {
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new IllegalArgumentException("nodes is " + nodes + ", expected 1 to " + MOST_NODES);
    }
    if (lease.toMillis() < 1000 || lease.toMillis() > 3_600_000) {
      throw new IllegalArgumentException("lease is " + lease + ", expected 1 s to 1 h");
    }
    if (!(safeShare >= 0 && safeShare <= 1)) {
      throw new IllegalArgumentException("safe share is " + safeShare + ", expected 0 to 1");
    }
  }

  /** For this many gateways, with the defaults: a minute's leases, a tenth set aside for a day. */
  public static LeaseSettings of(String node, int nodes) {
    return new LeaseSettings(
        node,
        nodes,
        Duration.ofMinutes(1),
        Duration.ofMinutes(11),
        Duration.ofMillis(250),
        0.1,
        Duration.ofDays(1),
        10_000);
  }

  /** The same with leases of another length. */
  public LeaseSettings withLease(Duration other) {
    return new LeaseSettings(
        node, nodes, other, longestHold, callLimit, safeShare, safeFor, mostWaiting);
  }

  /** The same with another longest hold. */
  public LeaseSettings withLongestHold(Duration other) {
    return new LeaseSettings(node, nodes, lease, other, callLimit, safeShare, safeFor, mostWaiting);
  }

  /** The same with another part set aside. */
  public LeaseSettings withSafeShare(double other) {
    return new LeaseSettings(
        node, nodes, lease, longestHold, callLimit, other, safeFor, mostWaiting);
  }

  /** From when a lease was asked for, in nanoseconds, how long it may be used. */
  long usableNanos() {
    return usable(lease.toNanos());
  }

  /** The same of a place or a reserve. */
  long safeUsableNanos() {
    return usable(safeNanos());
  }

  /** What of a time may be used; the rest is for clocks that do not run alike. */
  private static long usable(long nanos) {
    return nanos - nanos / 16;
  }

  long leaseMicros() {
    return lease.toNanos() / 1000;
  }

  long slotMicros() {
    return lease.plus(longestHold).toNanos() / 1000;
  }

  /** After what time without a call places end, and leases with a reserve, in nanoseconds. */
  long safeNanos() {
    return Math.max(safeFor.toNanos(), lease.toNanos());
  }

  /** How often a lease in use is renewed, in nanoseconds. */
  long renewNanos() {
    return lease.toNanos() / 4;
  }
}
