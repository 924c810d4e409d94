package io.colophon.throttling.lease;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the store keeps of one limit. The script for Redis does the same, step by step. Not
 * thread-safe.
 *
 * <p>Used and leased together stay within the capacity. A lease is debited when it is given, so it
 * does not matter what becomes of its gateway: it says in time what it spent and what it gives
 * back, or all that is left counts as spent when the lease ends - slots alone come back then.
 */
final class LimitBook {
  /**
   * A gateway gets this part of its even share of what is left, at least one unit. What it does not
   * use of a rate flows back, so there it gets all of its share.
   */
  private static final long SHARES = 2;

  private static final long CLOSED_MICROS = 200_000;

  private final Map<String, NodeLease> leases = new TreeMap<>();
  private final Bucket bucket;
  private LimitTerms terms;
  // The part of what is used that is only known from gateways that may claim it back.
  private long seeded;
  private boolean doubtSettled;

  LimitBook(LimitTerms terms, long nowMicros, long nowMillis) {
    this.bucket = new Bucket(terms, nowMicros, nowMillis);
    this.terms = terms;
  }

  /** What one gateway has. */
  private static final class NodeLease {
    final long session;
    long granted;
    long spent;
    long returned;
    long expiresMicros;
    long shortUntilMicros;

    NodeLease(long session, long granted) {
      this.session = session;
      this.granted = granted;
    }

    long outstanding() {
      return granted - spent - returned;
    }
  }

  /**
   * The store's part in a refill.
   *
   * @param mayGive whether the life of the store has begun to give
   * @param allKnown whether no lease of a former life can be in use that this one has not heard of
   * @param doubtUntilMicros until when a rate that has forgotten what was used counts as full
   */
  record Circumstances(
      long nowMicros,
      long nowMillis,
      boolean mayGive,
      boolean allKnown,
      long doubtUntilMicros,
      boolean created) {}

  /** The answer, and who ought to hear of it. */
  record Outcome(Lease lease, boolean tellWanted, boolean tellRoom) {}

  /** Whether nothing is used or leased, so that it may be forgotten. */
  boolean isEmpty(long nowMicros, long nowMillis) {
    bucket.advance(terms, nowMicros, nowMillis);
    expire(nowMicros);
    return leases.isEmpty() && bucket.used == 0;
  }

  Outcome refill(RefillCall call, Refill refill, Circumstances now) {
    terms = refill.terms();
    long reserve = refill.aside() / call.nodes();
    long windowMicros = bucket.sinceNextWindow(terms, now.nowMillis()) * 1000;
    if (windowMicros >= 0) {
      // What ended before the window began is no part of it.
      expire(now.nowMicros() - windowMicros);
      keepReserves(call, reserve, now.nowMicros() - windowMicros);
    }
    bucket.advance(terms, now.nowMicros(), now.nowMillis());
    long aside = now.allKnown() ? 0 : refill.aside();
    long before = free() - aside;
    expire(now.nowMicros());
    keepReserves(call, reserve, now.nowMicros());
    NodeLease own = leases.get(call.node());
    if (own != null && refill.session() > own.session) {
      end(own);
      leases.remove(call.node());
      own = null;
    }
    if (own != null && refill.session() < own.session) {
      return over(Lease.Outcome.OVER, own.session);
    }
    if (own == null) {
      if (!refill.begins()) {
        return over(now.created() ? Lease.Outcome.ABSENT : Lease.Outcome.OVER, refill.session());
      }
      own = begin(call.node(), refill);
    }
    report(own, refill);
    doubt(now);
    long micros = lastsMicros(call, refill);
    own.expiresMicros = Math.max(own.expiresMicros, now.nowMicros() + micros);
    long missed = Math.max(0, own.granted - refill.known());
    long want = Math.max(0, refill.want() - missed);
    long free = free() - aside;
    boolean wanted = othersShort(own, now.nowMicros());
    long given = now.mayGive() ? given(call, refill, want, missed, free, wanted) : 0;
    own.granted += given;
    boolean isShort = given < want;
    own.shortUntilMicros = isShort ? now.nowMicros() + call.leaseMicros() / 2 : 0;
    long left = free - given;
    long wait = isShort ? waitMicros(call, refill, now, missed, left) : 0;
    Lease lease = lease(own, wait, wanted);
    boolean tellRoom = lease.wanted() && left > 0 && left > before;
    boolean tellWanted = isShort && leased() > own.outstanding();
    if (refill.last() && own.outstanding() == 0) {
      leases.remove(call.node());
    }
    return new Outcome(lease, tellWanted, tellRoom);
  }

  /**
   * A gateway's seed is all that was in use, so its own claim is a part of it, and of what others
   * have seeded before.
   */
  private NodeLease begin(String node, Refill refill) {
    NodeLease own = new NodeLease(refill.session(), refill.claim());
    leases.put(node, own);
    long known = Math.min(seeded, refill.claim());
    // Some of what was seeded may have flowed back since.
    bucket.used = Math.max(0, bucket.used - known);
    seeded -= known;
    long missing = refill.seed() - bucket.used - leased();
    if (missing > 0 && refill.seedWindow() == bucket.window) {
      bucket.use(missing);
      seeded += missing;
    }
    return own;
  }

  private static long lastsMicros(RefillCall call, Refill refill) {
    if (refill.terms().isSlots()) {
      return call.slotMicros();
    }
    return refill.aside() > 0 ? call.safeMicros() : call.leaseMicros();
  }

  private void report(NodeLease own, Refill refill) {
    if (refill.spent() > own.spent) {
      bucket.use(terms.isSlots() ? 0 : refill.spent() - own.spent);
      own.spent = refill.spent();
    }
    own.returned = Math.max(own.returned, refill.returned());
    // What was settled beyond the lease is used as well: the lease grows by the debt.
    own.granted = Math.max(own.granted, own.spent + own.returned);
  }

  /** A rate that began anew without all gateways being heard may have been full. */
  private void doubt(Circumstances now) {
    if (!now.mayGive()) {
      return;
    }
    seeded = 0;
    if (doubtSettled) {
      return;
    }
    doubtSettled = true;
    if (terms.per().isRate() && now.nowMicros() < now.doubtUntilMicros() + terms.drainMicros()) {
      bucket.used = Math.max(bucket.used, terms.capacity() - leased());
    }
  }

  /** Who does not wait himself gets nothing while another does. */
  private long given(
      RefillCall call, Refill refill, long want, long missed, long free, boolean wanted) {
    if (free <= 0 || refill.last()) {
      return 0;
    }
    long target = Math.max(1, Math.min(refill.pace(), free / (shares() * call.nodes())));
    long topUp = Math.max(0, target - refill.room() - missed);
    if (want > 0) {
      long part = Math.max(0, refill.least() - missed) <= free ? free : 0;
      return Math.min(free, want <= free ? Math.max(want, topUp) : part);
    }
    return refill.prefetch() && !wanted ? Math.min(free, topUp) : 0;
  }

  private long shares() {
    return terms.per().isRate() ? 1 : SHARES;
  }

  private long waitMicros(
      RefillCall call, Refill refill, Circumstances now, long missed, long left) {
    if (!now.mayGive()) {
      return Math.min(CLOSED_MICROS, call.leaseMicros() / 8 + 1);
    }
    long missing = Math.max(1, refill.least() - missed) - left;
    if (missing <= 0) {
      return 0;
    }
    return missing > bucket.used || terms.isSlots()
        ? -1
        : bucket.waitMicros(refill.terms(), missing, now.nowMillis());
  }

  private void expire(long nowMicros) {
    leases
        .values()
        .removeIf(
            lease -> {
              boolean over = lease.expiresMicros <= nowMicros;
              if (over) {
                end(lease);
              }
              return over;
            });
  }

  /** What is beyond the reserve of a gateway that was not heard of for a lease counts as spent. */
  private void keepReserves(RefillCall call, long reserve, long nowMicros) {
    if (reserve == 0) {
      return;
    }
    long keptMicros = call.safeMicros() - call.leaseMicros();
    for (NodeLease lease : leases.values()) {
      long excess = lease.outstanding() - reserve;
      if (lease.expiresMicros - keptMicros <= nowMicros && excess > 0) {
        bucket.use(excess);
        lease.spent += excess;
      }
    }
  }

  private void end(NodeLease lease) {
    if (!terms.isSlots()) {
      bucket.use(lease.outstanding());
    }
  }

  private boolean othersShort(NodeLease own, long nowMicros) {
    return leases.values().stream()
        .anyMatch(lease -> lease != own && lease.shortUntilMicros > nowMicros);
  }

  private long leased() {
    return leases.values().stream().mapToLong(NodeLease::outstanding).sum();
  }

  private long free() {
    return terms.capacity() - bucket.used - leased();
  }

  private Outcome over(Lease.Outcome outcome, long session) {
    Lease lease = new Lease(outcome, session, 0, bucket.used, leased(), 0, bucket.window, 0, false);
    return new Outcome(lease, false, false);
  }

  private Lease lease(NodeLease own, long wait, boolean wanted) {
    return new Lease(
        Lease.Outcome.HELD,
        own.session,
        own.granted,
        bucket.used,
        leased(),
        own.outstanding(),
        bucket.window,
        wait,
        wanted);
  }
}
