package io.colophon.throttling.lease;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What this gateway has of one limit. Thread-safe: all arithmetic is a few lines under a {@link
 * SpinLock}; nothing is called from within.
 *
 * <p>Of what the store has granted in this session, a part is spent, a part given back, a part held
 * by generations, and the rest is room. When a session ends, generations may still hold what came
 * from it; the store has counted that as spent already, so whatever they give back or spend first
 * is laid to the old session and not counted again.
 */
final class LeaseAccount extends SpinLock {
  /** A lease serves this many demands at most: the store is asked once for about as many. */
  private static final long MOST_DEMANDS = 4000;

  private static final long FIRST_DEMANDS = 16;
  private static final long MIN_PAUSE_NANOS = 10_000_000L;

  final LimitKey key;
  final AtomicBoolean queued = new AtomicBoolean();

  private Split split;
  private @Nullable OwnShare own;
  private boolean inSession;
  private boolean begins;
  private long session;
  private long known;
  private long spent;
  private long returned;
  private long ackSpent;
  private long ackReturned;
  private long held;
  private long heldBefore;
  private long claim;
  private long usableUntil;

  private @Nullable CompletableFuture<Void> pending;
  private @Nullable CompletableFuture<Void> asking;
  private long least;
  private long want;
  private long askedLeast;
  private int waiting;

  private boolean refused;
  private boolean untilHoldsEnd;
  private long refusedUntil;
  private long refusedLeast;
  private long tightPause;
  private boolean overdrawn;
  private long overdrawnUntil;
  private boolean wanted;
  private boolean prefetch;
  private long lowMark;
  private long pace;
  private long demands;
  private long demanded;
  private long lastSent;
  private long lastUsed;

  private boolean seeds;
  private boolean lost;
  private long inUse;
  private long inUseOthers;
  private long inUseWindow;
  private long inUseAt;
  private long floor;
  private long floorWindow;
  private boolean forgotten;

  LeaseAccount(LimitKey key, Split split, long session) {
    this.key = key;
    this.split = split;
    this.session = session;
  }

  /** Goes on under another amount. */
  void terms(Split next) {
    lock();
    split = next;
    if (next.own() == null || (own != null && !own.terms().equals(next.own()))) {
      // What is held of it is laid to the next lease: as a debt, should there be none.
      held += own == null ? 0 : own.held();
      own = null;
    }
    unlock();
  }

  // ---- deciding

  private long room() {
    return known - returned - spent - held;
  }

  /** What of the lease may be held now; negative in debt. */
  private long usable(long nowNanos) {
    long room = room();
    return inSession && !begins && nowNanos - usableUntil < 0 ? room : Math.min(0, room);
  }

  private @Nullable OwnShare share(boolean safe, long nowNanos, long nowMillis) {
    LimitTerms terms = split.own();
    if (own == null && safe && terms != null) {
      own = new OwnShare(terms, nowNanos, nowMillis);
    }
    return safe ? own : null;
  }

  /**
   * Holds an amount.
   *
   * @param safe whether what is set aside for this gateway may be used
   */
  boolean hold(long amount, boolean safe, long nowNanos, long nowMillis) {
    lock();
    long leased = usable(nowNanos);
    boolean granted;
    if (split.own() == null) {
      granted = amount <= leased && !(amount == 0 && isOverdrawn(nowNanos));
      held += granted ? amount : 0;
    } else {
      granted = holdBoth(amount, leased, share(safe, nowNanos, nowMillis), nowNanos, nowMillis);
    }
    if (granted) {
      demands++;
      demanded += amount;
      lastUsed = nowNanos;
    }
    unlock();
    return granted;
  }

  private boolean holdBoth(
      long amount, long leased, @Nullable OwnShare share, long nowNanos, long nowMillis) {
    long aside = share == null ? 0 : share.room(nowNanos, nowMillis);
    if (amount > leased + aside || (amount == 0 && isOverdrawn(nowNanos))) {
      return false;
    }
    if (share == null) {
      held += amount;
      return true;
    }
    // A rate's own share flows back while it waits, so it goes first; a budget's is kept.
    long fromOwn =
        split.pool().isCalendar()
            ? Math.max(0, amount - Math.max(0, leased))
            : Math.min(amount, Math.max(0, aside));
    share.hold(fromOwn);
    held += amount - fromOwn;
    return true;
  }

  boolean refuses(long amount, boolean safe, long nowNanos, long nowMillis) {
    lock();
    OwnShare share = share(safe, nowNanos, nowMillis);
    long aside = share == null ? 0 : share.room(nowNanos, nowMillis);
    boolean refuses =
        isOverdrawn(nowNanos) || (amount > usable(nowNanos) + aside && isRefused(amount, nowNanos));
    unlock();
    return refuses;
  }

  void spend(long unheld, long used, long nowNanos, long nowMillis) {
    lock();
    long heldLeft = unheld;
    long usedLeft = used;
    if (own != null && own.held() > 0) {
      long part = Math.min(heldLeft, own.held());
      long usedPart = Math.min(usedLeft, part);
      own.spend(part, usedPart, nowNanos, nowMillis);
      heldLeft -= part;
      usedLeft -= usedPart;
    }
    long before = Math.min(heldLeft, heldBefore);
    heldBefore -= before;
    usedLeft -= Math.min(usedLeft, before);
    held -= heldLeft - before;
    spent += usedLeft;
    unlock();
  }

  /** Whether the lease should be filled up before anybody waits, or a debt be told; once. */
  boolean takeLow() {
    lock();
    boolean low = room() < lowMark && inSession;
    if (low) {
      lowMark = Long.MIN_VALUE;
      prefetch = true;
    }
    unlock();
    return low;
  }

  // ---- waiting

  private boolean isRefused(long amount, long nowNanos) {
    return refused && nowNanos - refusedUntil < 0 && amount >= refusedLeast;
  }

  /** Whether all gateways together have settled more than there is, when last heard. */
  private boolean isOverdrawn(long nowNanos) {
    return overdrawn && nowNanos - overdrawnUntil < 0;
  }

  /** The future that ends when the store has answered; null when it said no already. */
  @Nullable CompletableFuture<Void> await(long amount, int mostWaiting, long nowNanos) {
    lock();
    try {
      if (isRefused(amount, nowNanos) || waiting >= mostWaiting) {
        return null;
      }
      if (pending == null) {
        pending = new CompletableFuture<>();
        least = Long.MAX_VALUE;
        want = 0;
      }
      waiting++;
      least = Math.min(least, amount);
      want = Math.min(split.pool().capacity(), want + amount);
      return pending;
    } finally {
      unlock();
    }
  }

  /** How long the store said it takes, in nanoseconds; 0 when nobody can say. */
  long refusedFor(long amount, boolean safe, long nowNanos, long nowMillis) {
    lock();
    long wait = isOverdrawn(nowNanos) ? overdrawnUntil - nowNanos : 0;
    if (isRefused(amount, nowNanos) && !untilHoldsEnd) {
      wait = refusedUntil - nowNanos;
      LimitTerms pool = split.pool();
      if (pool.per().isRate() && pool.amount() > 0 && amount > refusedLeast) {
        wait += Wide.quotient(amount - refusedLeast, pool.windowMicros() * 1000, 0, pool.amount());
      }
    }
    OwnShare share = share(safe, nowNanos, nowMillis);
    if (share != null && amount <= share.terms().capacity() - share.held()) {
      long missing = amount - share.room(nowNanos, nowMillis);
      long mine = missing > 0 ? share.waitNanos(missing, nowMillis) : 1;
      wait = wait == 0 ? mine : Math.min(wait, mine);
    }
    unlock();
    return wait;
  }

  // ---- calling the store

  /**
   * What to tell and ask; null when there is nothing.
   *
   * @param newSession the number of the next session, should one begin
   */
  @Nullable Refill refill(long newSession, boolean leaving, LeaseSettings settings, long nowNanos) {
    lock();
    try {
      boolean needed = pending != null || seeds || room() < 0 || claim > 0;
      if (!inSession && !needed) {
        prefetch = false;
        return null;
      }
      if (!inSession) {
        inSession = true;
        begins = true;
        session = Math.max(session + 1, newSession);
      }
      long needs = Math.max(0, (pending == null ? 0 : want) - room());
      long smallest = Math.max(0, (pending == null ? 0 : least) - room());
      boolean idle = nowNanos - lastUsed > settings.lease().toNanos() && pending == null;
      giveBack(idle || leaving, nowNanos, settings);
      reckonPace(settings, nowNanos);
      asking = pending; // one call at a time: nobody waits for one before
      pending = null;
      waiting = 0;
      askedLeast = needs > 0 ? Math.max(1, smallest) : 0;
      boolean more = prefetch && !idle && !leaving;
      prefetch = false;
      lastSent = nowNanos;
      return new Refill(
          key,
          split.pool(),
          session,
          begins,
          known,
          spent,
          returned,
          begins ? claim : 0,
          Math.max(0, room()),
          askedLeast,
          needs,
          pace,
          more,
          begins ? seed(nowNanos) : 0,
          begins ? seedWindow() : 0,
          (idle || leaving) && needs == 0);
    } finally {
      unlock();
    }
  }

  private void giveBack(boolean all, long nowNanos, LeaseSettings settings) {
    long room = room();
    if (room <= 0 || begins || pending != null) {
      return;
    }
    if (all) {
      returned += room;
    } else if (wanted) {
      boolean quiet = demands == 0 || nowNanos - lastUsed > settings.renewNanos();
      returned += quiet ? room : (room + 1) / 2;
    }
  }

  private void reckonPace(LeaseSettings settings, long nowNanos) {
    if (demands > 0) {
      long mean = Math.max(1, demanded / demands);
      boolean fast = nowNanos - lastSent < settings.renewNanos();
      long next = fast ? Math.max(pace, demanded) * 2 : demanded + demanded / 2;
      pace = Math.max(mean, Math.min(next, saturated(mean, MOST_DEMANDS)));
    } else if (pace == 0) {
      pace = saturated(Math.max(1, least == Long.MAX_VALUE ? 1 : least), FIRST_DEMANDS);
    } else {
      pace = Math.max(1, pace / 2);
    }
    demands = 0;
    demanded = 0;
  }

  private static long saturated(long value, long times) {
    return value > (1L << 60) / times ? 1L << 60 : value * times;
  }

  private long seedWindow() {
    return Math.max(lost ? inUseWindow : 0, floor > 0 ? floorWindow : 0);
  }

  /** What is in use at least, from the store's last answer and from the ledger. */
  private long seed(long nowNanos) {
    LimitTerms pool = split.pool();
    if (pool.isSlots()) {
      return 0;
    }
    if (pool.isCalendar()) {
      long fromAnswer = lost && inUseWindow == seedWindow() ? inUse : 0;
      return Math.max(fromAnswer, floorWindow == seedWindow() ? floor : 0);
    }
    long micros = Math.max(0, nowNanos - inUseAt) / 1000;
    long back = Wide.quotient(micros, pool.amount(), 0, pool.windowMicros());
    return lost ? Math.max(0, inUse - back) : 0;
  }

  /** Takes the store's answer in; the future to end with it, if anybody waits. */
  @Nullable CompletableFuture<Void> answered(
      Refill asked, Lease lease, long sentNanos, long usableNanos, long nowNanos) {
    lock();
    try {
      CompletableFuture<Void> done = asking;
      asking = null;
      if (asked.session() != session || !inSession) {
        return done;
      }
      if (lease.outcome() != Lease.Outcome.HELD) {
        session = Math.max(session, lease.session());
        lost |= lease.outcome() == Lease.Outcome.ABSENT;
        seeds |= lost && inUse > 0;
        over();
        return done;
      }
      begins = false;
      seeds = false;
      lost = false;
      claim = 0;
      floor = 0;
      known = Math.max(known, lease.granted());
      ackSpent = Math.max(ackSpent, asked.spent());
      ackReturned = Math.max(ackReturned, asked.returned());
      long until = sentNanos + usableNanos;
      usableUntil = usableUntil == 0 || until - usableUntil > 0 ? until : usableUntil;
      inUse = lease.used() + lease.leased();
      inUseOthers = Math.max(0, inUse - lease.own());
      inUseWindow = lease.window();
      inUseAt = nowNanos;
      wanted = lease.wanted();
      refuse(lease, usableNanos, nowNanos);
      overdraw(lease.used() - split.pool().capacity(), usableNanos, nowNanos);
      long room = room();
      // Near exhaustion there is no reserve to fetch: only who waits is asked for.
      lowMark = room < 0 ? Long.MIN_VALUE : room >= 8 && !refused ? room / 4 : 0;
      if (asked.last() && lease.own() == 0 && room == 0 && held == 0) {
        over();
      }
      return done;
    } finally {
      unlock();
    }
  }

  /**
   * How long nobody is to ask again. Near exhaustion a call brings no reserve, so there is a pause
   * after each, longer each time: what comes back meanwhile is collected with the next one.
   */
  private void refuse(Lease lease, long usableNanos, long nowNanos) {
    boolean no = lease.waitMicros() != 0;
    boolean tight = split.pool().capacity() - inUse < Math.max(pace, askedLeast);
    refused = no || tight;
    untilHoldsEnd = lease.waitMicros() < 0;
    refusedLeast = no ? askedLeast + Math.max(0, room()) : 0;
    long wait = no && !untilHoldsEnd ? lease.waitMicros() * 1000 : 0;
    long shortest = Math.max(MIN_PAUSE_NANOS, usableNanos / 512);
    tightPause =
        refused ? Math.min(longestPause(usableNanos), Math.max(shortest, tightPause * 2)) : 0;
    refusedUntil = nowNanos + Math.max(tightPause, wait);
  }

  /** What flows back in it has room in the bucket, so that waiting wastes nothing. */
  private long longestPause(long usableNanos) {
    LimitTerms pool = split.pool();
    if (pool.isSlots()) {
      return Math.max(MIN_PAUSE_NANOS, usableNanos / 60);
    }
    long pause = Math.max(MIN_PAUSE_NANOS, usableNanos / 12);
    return pool.per().isRate() ? Math.min(pause, saturated(pool.drainMicros(), 1000) / 12) : pause;
  }

  private void overdraw(long excess, long usableNanos, long nowNanos) {
    overdrawn = excess > 0;
    LimitTerms pool = split.pool();
    long micros =
        pool.per().isRate() && pool.amount() > 0
            ? Wide.quotient(Math.max(0, excess), pool.windowMicros(), 0, pool.amount())
            : usableNanos / 1000;
    overdrawnUntil = nowNanos + Math.min(usableNanos, saturated(micros, 1000));
  }

  /** The call failed: whoever waits may ask again, and is then refused. */
  @Nullable CompletableFuture<Void> failed() {
    lock();
    CompletableFuture<Void> done = asking;
    asking = null;
    prefetch = true;
    unlock();
    return done;
  }

  /** Nobody waits any more; what was asked for is forgotten. */
  @Nullable CompletableFuture<Void> giveUp() {
    lock();
    CompletableFuture<Void> done = pending;
    pending = null;
    waiting = 0;
    unlock();
    return done;
  }

  private void over() {
    long covered = Math.max(0, known - returned);
    heldBefore += Math.min(held, Math.max(0, covered - spent));
    held = Math.max(0, held - Math.max(0, covered - spent));
    spent = Math.max(0, spent - covered);
    known = 0;
    returned = 0;
    ackSpent = 0;
    ackReturned = 0;
    claim = 0;
    inSession = false;
    begins = false;
    refused = false;
    lowMark = 0;
  }

  /** The store has begun a new life: tell it what this gateway has, and what it knows. */
  void lost(long nowNanos) {
    lock();
    boolean valid = inSession && !begins && nowNanos - usableUntil < 0;
    if (split.pool().isSlots()) {
      // Slots in use are claimed whatever the time is, those of former sessions too.
      held += heldBefore;
      heldBefore = 0;
      claim = valid ? Math.max(held, known - returned) : held;
      begin(claim, 0);
    } else if (valid && known - ackReturned - ackSpent > 0) {
      claim = known - ackReturned - ackSpent;
      begin(claim, spent - ackSpent);
    } else {
      over();
    }
    lost = inUse > 0;
    seeds = lost || floor > 0 || claim > 0;
    unlock();
  }

  private void begin(long claimed, long spentSince) {
    known = claimed;
    returned = split.pool().isSlots() ? 0 : returned - ackReturned;
    spent = spentSince;
    ackSpent = 0;
    ackReturned = 0;
    inSession = false;
    refused = false;
  }

  // ---- looking

  boolean seeds() {
    lock();
    boolean result = seeds;
    unlock();
    return result;
  }

  /** Whether the store should hear of it now, without anybody waiting. */
  boolean isDue(long renewNanos, long nowNanos) {
    lock();
    boolean due =
        pending != null
            || seeds
            || prefetch
            || (room() < 0 && !isRefused(refusedLeast, nowNanos))
            || (inSession && nowNanos - lastSent >= renewNanos);
    unlock();
    return due;
  }

  /** Another gateway waits for what this one does not need. */
  boolean wanted() {
    lock();
    wanted = true;
    boolean worth = inSession && room() > 0;
    unlock();
    return worth;
  }

  /** Something came back: ask again at once. */
  void roomAgain() {
    lock();
    refused = false;
    unlock();
  }

  /** What the ledger says was used in a calendar window, before this process began. */
  void charge(long amount, long atMillis) {
    lock();
    if (split.pool().isCalendar()) {
      long window = Bucket.windowOf(split.pool(), atMillis);
      if (window > floorWindow) {
        floor = 0;
        floorWindow = window;
      }
      floor += window == floorWindow ? amount : 0;
      seeds |= floor > 0 && !inSession;
    }
    unlock();
  }

  /** Used by all, as far as this gateway knows, and held by its own generations. */
  long[] usage() {
    lock();
    long ownUsed = own == null ? 0 : own.used();
    long ownHeld = own == null ? 0 : own.held();
    long[] usage = {inUseOthers + spent - ackSpent + ownUsed, held + heldBefore + ownHeld};
    unlock();
    return usage;
  }

  /** Ends for ever if nothing is held, leased or waited for; false otherwise. */
  boolean forget() {
    lock();
    forgotten |=
        !inSession
            && held == 0
            && heldBefore == 0
            && spent == 0
            && pending == null
            && !seeds
            && (own == null || (own.held() == 0 && own.used() == 0));
    boolean result = forgotten;
    unlock();
    return result;
  }

  boolean isForgotten() {
    lock();
    boolean result = forgotten;
    unlock();
    return result;
  }
}
