package io.colophon.throttling.lease;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What this gateway has of one limit. Thread-safe: all arithmetic is a few lines under a {@link
 * SpinLock}; nothing is called from within.
 */
final class LeaseAccount extends SpinLock {
  final LimitKey key;
  final AtomicBoolean queued = new AtomicBoolean();

  private Split split;
  private final OwnShare own;
  private final Session session;
  private final Waiters waiters = new Waiters();
  private final Refusals refusals = new Refusals();
  private final Pace pace = new Pace();
  private final KnownUse known = new KnownUse();
  private boolean wanted;
  private boolean prefetch;
  private long lowMark;
  private boolean forgotten;

  LeaseAccount(LimitKey key, Split split, long session) {
    this.key = key;
    this.split = split;
    this.own = new OwnShare(split.own());
    this.session = new Session(session);
  }

  /** Goes on under another amount. */
  void terms(Split next) {
    lock();
    split = next;
    // What is held of it is laid to the next lease: as a debt, should there be none.
    session.hold(own.change(next.own()));
    unlock();
  }

  // ---- deciding

  /**
   * Holds an amount.
   *
   * @param safe whether what is set aside for this gateway may be used
   */
  boolean hold(long amount, boolean safe, long nowNanos, long nowMillis) {
    lock();
    long aside = own.room(safe, nowNanos, nowMillis);
    boolean hasRoom =
        amount <= session.usable(split.reserve(), nowNanos) + aside
            && !(amount == 0 && refusals.isOverdrawn(nowNanos));
    if (hasRoom) {
      // What is set aside flows back while it waits, so it goes first.
      long fromOwn = Math.min(amount, Math.max(0, aside));
      own.hold(fromOwn);
      session.hold(amount - fromOwn);
      pace.demanded(amount, nowNanos);
    }
    unlock();
    return hasRoom;
  }

  boolean refuses(long amount, boolean safe, long nowNanos, long nowMillis) {
    lock();
    long aside = own.room(safe, nowNanos, nowMillis);
    boolean refuses =
        refusals.isOverdrawn(nowNanos)
            || (amount > session.usable(split.reserve(), nowNanos) + aside
                && refusals.isRefused(amount, nowNanos));
    unlock();
    return refuses;
  }

  void spend(long unheld, long used, long nowNanos, long nowMillis) {
    lock();
    long ofOwn = own.spend(unheld, used, nowNanos, nowMillis);
    session.spend(unheld - ofOwn, used - Math.min(used, ofOwn));
    unlock();
  }

  /** Whether the lease should be filled up before anybody waits, or a debt be told; once. */
  boolean takeLow() {
    lock();
    boolean low = session.room() < lowMark && session.runs();
    if (low) {
      lowMark = Long.MIN_VALUE;
      prefetch = true;
    }
    unlock();
    return low;
  }

  // ---- waiting

  /** The future that ends when the store has answered; null when it said no already. */
  @Nullable CompletableFuture<Void> await(long amount, int mostWaiting, long nowNanos) {
    lock();
    try {
      return refusals.isRefused(amount, nowNanos)
          ? null
          : waiters.join(amount, mostWaiting, split.pool().capacity());
    } finally {
      unlock();
    }
  }

  /** How long the store said it takes, in nanoseconds; 0 when nobody can say. */
  long refusedFor(long amount, boolean safe, long nowNanos, long nowMillis) {
    lock();
    long wait = refusals.waitNanos(amount, split.pool(), nowNanos);
    long mine = own.waitNanos(amount, safe, nowNanos, nowMillis);
    if (mine >= 0) {
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
      session.forfeit(split.reserve(), nowNanos);
      boolean needed =
          !waiters.isEmpty() || known.seeds() || session.room() < 0 || session.claim() > 0;
      boolean idle = pace.isIdle(split.reserve(), settings, nowNanos) && waiters.isEmpty();
      boolean tells =
          idle
              || leaving
              || wanted
              || prefetch
              || session.begins()
              || pace.isRenewed(split.reserve(), settings.renewNanos(), nowNanos);
      if (!needed && !(session.runs() && tells)) {
        prefetch = false;
        return null;
      }
      session.begin(newSession);
      long needs = waiters.needs(session.room());
      giveBack(leaving, idle, nowNanos, settings);
      pace.reckon(waiters.least(), settings.renewNanos(), nowNanos);
      waiters.ask(needs, session.room());
      boolean begins = session.begins();
      boolean more = prefetch && !idle && !leaving;
      prefetch = false;
      return new Refill(
          key,
          split.pool(),
          session.number(),
          begins,
          session.granted(),
          session.spent(),
          session.returned(),
          begins ? session.claim() : 0,
          Math.max(0, session.room()),
          waiters.askedLeast(),
          needs,
          Math.min(split.pool().capacity(), pace.amount() + pace.kept(split.reserve())),
          more,
          begins ? known.seed(split.pool(), nowNanos) : 0,
          begins ? known.seedWindow() : 0,
          split.aside(),
          (idle || leaving) && needs == 0);
    } finally {
      unlock();
    }
  }

  private void giveBack(boolean all, boolean idle, long nowNanos, LeaseSettings settings) {
    long room = session.room();
    // What was kept for the time without the store is not given back in that time.
    boolean away = split.reserve() > 0 && !all && !session.isFresh(nowNanos);
    if (room <= 0 || session.begins() || !waiters.isEmpty() || away) {
      return;
    }
    if (all || idle) {
      session.giveBack(room);
    } else if (pace.isQuiet(settings.renewNanos(), nowNanos)) {
      // Nobody keeps more for later than there is left for all.
      long left = split.pool().capacity() - known.inUse();
      session.giveBack(wanted || left < room ? room : 0);
    } else if (wanted) {
      session.giveBack((room + 1) / 2);
    }
  }

  /** Takes the store's answer in; the future to end with it, if anybody waits. */
  @Nullable CompletableFuture<Void> answered(
      Refill asked, Lease lease, long sentNanos, LeaseSettings settings, long nowNanos) {
    lock();
    try {
      CompletableFuture<Void> done = waiters.answered();
      if (asked.session() != session.number() || !session.runs()) {
        return done;
      }
      if (lease.outcome() != Lease.Outcome.HELD) {
        session.isPast(lease.session());
        known.gone(lease.outcome() == Lease.Outcome.ABSENT);
        over();
        return done;
      }
      session.goesOn(asked, lease.granted(), sentNanos, settings, nowNanos);
      known.heard(lease, nowNanos);
      wanted = lease.wanted();
      boolean isTight =
          split.pool().capacity() - known.inUse() < Math.max(pace.amount(), waiters.askedLeast());
      refusals.heard(
          lease,
          split.pool(),
          isTight,
          waiters.askedLeast() + Math.max(0, session.room()),
          settings.usableNanos(),
          nowNanos);
      long room = session.room();
      // Near exhaustion there is no reserve to fetch: only who waits is asked for.
      lowMark =
          room < 0 ? Long.MIN_VALUE : refusals.stand() ? 0 : pace.lowMark(room, split.reserve());
      if (asked.last() && lease.own() == 0 && session.isUsedUp()) {
        over();
      }
      return done;
    } finally {
      unlock();
    }
  }

  /**
   * Whoever began to wait while the call was under way need not wait for another one, if this
   * answer brought enough for all of them, or says no to them too; null otherwise.
   */
  @Nullable CompletableFuture<Void> answeredToo(long nowNanos) {
    lock();
    try {
      boolean enough = waiters.needs(session.usable(split.reserve(), nowNanos)) == 0;
      return !waiters.isEmpty() && (enough || refusals.isRefused(waiters.least(), nowNanos))
          ? waiters.giveUp()
          : null;
    } finally {
      unlock();
    }
  }

  /** The call failed: whoever waits may ask again, and is then refused. */
  @Nullable CompletableFuture<Void> failed() {
    lock();
    CompletableFuture<Void> done = waiters.answered();
    prefetch = true;
    unlock();
    return done;
  }

  /** Nobody waits any more; what was asked for is forgotten. */
  @Nullable CompletableFuture<Void> giveUp() {
    lock();
    CompletableFuture<Void> done = waiters.giveUp();
    unlock();
    return done;
  }

  private void over() {
    session.end();
    refusals.lift();
    lowMark = 0;
  }

  /** The store has begun a new life: tell it what this gateway has, and what it knows. */
  void lost(long nowNanos) {
    lock();
    session.lost(split.pool().isSlots(), split.reserve(), nowNanos);
    refusals.lift();
    known.lost(session.claim() > 0);
    unlock();
  }

  // ---- looking

  boolean seeds() {
    lock();
    boolean result = known.seeds();
    unlock();
    return result;
  }

  /** Whether the store should hear of it now, without anybody waiting. */
  boolean isDue(LeaseSettings settings, long nowNanos) {
    lock();
    boolean due =
        !waiters.isEmpty()
            || known.seeds()
            || prefetch
            || (session.room() < 0 && !refusals.standNow(nowNanos))
            || (session.runs() && pace.isRenewed(split.reserve(), settings.renewNanos(), nowNanos));
    unlock();
    return due;
  }

  /** Another gateway waits for what this one does not need. */
  boolean wanted() {
    lock();
    wanted = true;
    boolean worth = session.runs() && session.room() > 0;
    unlock();
    return worth;
  }

  /** Something came back: ask again at once. */
  void roomAgain() {
    lock();
    refusals.lift();
    unlock();
  }

  /** What the ledger says was used in a calendar window, before this process began. */
  void charge(long amount, long atMillis) {
    lock();
    known.charge(amount, split.pool(), atMillis, session.runs());
    unlock();
  }

  /** Used by all, as far as this gateway knows, and held by its own generations. */
  long[] usage() {
    lock();
    long[] usage = {
      known.byOthers() + session.spentUntold() + own.used(), session.held() + own.held()
    };
    unlock();
    return usage;
  }

  /** Ends for ever if nothing is held, leased or waited for; false otherwise. */
  boolean forget() {
    lock();
    forgotten |=
        session.isUnused()
            && waiters.isEmpty()
            && !known.seeds()
            && own.held() == 0
            && own.used() == 0;
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
