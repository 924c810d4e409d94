package io.colophon.throttling.lease;

import io.colophon.throttling.Limit;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Sharing;
import io.colophon.throttling.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The limits that this gateway shares with others, and the calls to their store. Give it to {@link
 * io.colophon.throttling.Limits#of(List, int, Sharing)} and call {@link #tick} every few dozen
 * milliseconds. Thread-safe; nothing here waits.
 *
 * <p>One call is under way at a time; what is asked for meanwhile goes with the next one. A call
 * that fails or takes too long makes the store count as away: until it answers again, nobody waits
 * for it, leases are used to their end, and then each limit does what its {@link WhenAway} says.
 */
public final class SharedLimits implements Sharing, AutoCloseable {
  private static final long CLOSED_PAUSE_NANOS = 100_000_000L;

  private final LeaseStore store;
  private final LeaseSettings settings;
  private final LongSupplier nanos;
  private final StoreHealth health;
  private final StoreLife life;
  private final Accounts accounts = new Accounts();
  private final AtomicLong sessions;
  private final AtomicLong waits = new AtomicLong();

  private volatile Map<LimitRule, WhenAway> declared = Map.of();
  private volatile boolean setsAside;
  private volatile boolean isHeard;
  private volatile boolean mayHaveSeeds;

  // Guarded by this.
  private @Nullable Flight flight;
  private boolean began;
  private long lastSent;
  private long lastScan;
  private boolean leaving;
  private @Nullable CompletableFuture<Void> left;

  /**
   * @param nanos elapsed time, the same as is given to the limits
   * @param startEpochMillis wall clock now: sessions of a process that was started later come after
   *     those of one before
   * @param random tells lives of the store apart and spreads tries over time; safe for many threads
   */
  public SharedLimits(
      LeaseStore store,
      LeaseSettings settings,
      LongSupplier nanos,
      long startEpochMillis,
      RandomGenerator random,
      StoreWatch watch) {
    this.store = store;
    this.settings = settings;
    this.nanos = nanos;
    this.life = new StoreLife(settings, random);
    this.health = new StoreHealth(random, watch);
    this.sessions = new AtomicLong((startEpochMillis / 1000) << 20);
    this.lastScan = nanos.getAsLong();
    this.lastSent = lastScan;
    store.listen(new Ears());
  }

  /** Sets which rules are shared. Call before the rules are given to the limits. */
  public void declare(Map<LimitRule, WhenAway> rules) {
    declared = Map.copyOf(rules);
    boolean safe = settings.safeShare() > 0 && rules.containsValue(WhenAway.SAFE_CAPACITY);
    setsAside = safe;
    // Slots, places and reserves wait until all gateways are known to run, the idle ones too.
    isHeard = safe || rules.keySet().stream().anyMatch(rule -> rule.per() == Window.AT_ONCE);
  }

  @Override
  public @Nullable Limit limit(LimitRule rule, String subject, @Nullable Limit before) {
    WhenAway whenAway = declared.get(rule);
    return whenAway == null ? null : new LeasedLimit(rule, subject, whenAway, this);
  }

  LeaseSettings settings() {
    return settings;
  }

  LeaseAccount account(LimitKey key, Split split) {
    return accounts.of(key, split, sessions.get());
  }

  boolean forget(LeaseAccount account) {
    return accounts.forget(account);
  }

  /** Some limit may know what the store does not. */
  void seeding() {
    mayHaveSeeds = true;
  }

  /** Whether this gateway may use what is set aside for it. */
  boolean hasPlace(long nowNanos) {
    return life.hasPlace(nowNanos);
  }

  /** How long until the store is tried again, in nanoseconds; 0 when it is there. */
  long awayFor(long nowNanos) {
    return health.awayFor(nowNanos);
  }

  /** Has the store asked about this limit as soon as it can be. */
  void ask(LeaseAccount account) {
    waits.incrementAndGet();
    accounts.enqueue(account);
    pump(false);
  }

  /**
   * Renews leases, ends calls that take too long, tries a store that is away. Call every few dozen
   * milliseconds.
   */
  public void tick() {
    long now = nanos.getAsLong();
    Flight late = null;
    boolean scan;
    boolean force;
    synchronized (this) {
      if (flight != null && now - flight.sentNanos > settings.callLimit().toNanos()) {
        late = flight;
      }
      scan = now - lastScan >= settings.renewNanos() / 16;
      lastScan = scan ? now : lastScan;
      force =
          (health.isAway() && health.awayFor(now) == 0)
              || (!life.isOpen() && (!began || now - lastSent >= CLOSED_PAUSE_NANOS))
              || (isHeard && now - lastSent >= settings.renewNanos());
    }
    if (late != null) {
      failed(late, new LeaseStoreException(LeaseStoreException.Kind.SLOW, "no answer in time"));
    }
    if (scan) {
      for (LeaseAccount account : accounts.all()) {
        if (account.isDue(settings, now)) {
          accounts.enqueue(account);
        }
      }
    }
    pump(force);
  }

  /** Sends the next call if there is something to say and none is under way. */
  private void pump(boolean force) {
    boolean forced = force;
    while (true) {
      Flight next;
      synchronized (this) {
        long now = nanos.getAsLong();
        if (flight != null || health.awayFor(now) > 0) {
          return;
        }
        next = nextFlight(now, forced);
        if (next == null) {
          endLeaving();
          return;
        }
        flight = next;
        lastSent = now;
        began = true;
      }
      forced = false;
      send(next);
    }
  }

  private void send(Flight sent) {
    health.called(sent.call.refills().size());
    CompletableFuture<RefillAnswer> answer;
    try {
      answer = store.refill(sent.call);
    } catch (RuntimeException refused) {
      failed(sent, refused);
      return;
    }
    var unused =
        answer.whenComplete(
            (value, failure) -> {
              if (failure != null) {
                failed(sent, failure);
              } else {
                answered(sent, value);
              }
              pump(false);
            });
  }

  private @Nullable Flight nextFlight(long now, boolean force) {
    List<LeaseAccount> asked = new ArrayList<>();
    List<Refill> refills = new ArrayList<>();
    if (mayHaveSeeds) {
      mayHaveSeeds = accounts.haveSeeds();
    }
    boolean ready = !mayHaveSeeds;
    // Before the store's life is known there is nothing to say, unless there is nothing to seed.
    boolean mayReport = life.isKnown() || ready;
    while (mayReport && refills.size() < LeaseStore.MOST_REFILLS) {
      LeaseAccount account = accounts.poll();
      if (account == null) {
        break;
      }
      Refill refill = account.refill(sessions.incrementAndGet(), leaving, settings, now);
      if (refill != null) {
        asked.add(account);
        refills.add(refill);
      }
    }
    boolean hello = !mayReport && !accounts.isQueueEmpty();
    if (refills.isEmpty() && !force && !hello) {
      return null;
    }
    RefillCall call = life.call(ready, setsAside, leaving, refills, now);
    return new Flight(call, asked, now);
  }

  private void answered(Flight sent, RefillAnswer answer) {
    long now = nanos.getAsLong();
    String wrong = Sense.of(sent.call, answer);
    if (wrong != null) {
      failed(sent, new LeaseStoreException(LeaseStoreException.Kind.NONSENSE, wrong));
      return;
    }
    List<CompletableFuture<Void>> done;
    synchronized (this) {
      if (flight == sent) {
        flight = null;
        health.answered();
        life.answered(sent.sentNanos);
      } else if (!life.is(answer.epoch())) {
        return; // too late to be true
      }
      begin(life.heard(sent.call, answer, sent.sentNanos), now);
      done = sent.answered(answer, accounts, settings, now);
    }
    done.forEach(asked -> asked.complete(null));
  }

  /**
   * The store lives anew. What was leased in its former life is claimed again, if it still runs.
   */
  private void begin(StoreLife.News news, long now) {
    if (news == StoreLife.News.LOST) {
      health.lost();
      mayHaveSeeds = true;
      accounts.all().forEach(account -> account.lost(now));
    }
    if (news == StoreLife.News.LOST || news == StoreLife.News.FOUND) {
      accounts.enqueueAll();
    }
  }

  private void failed(Flight sent, Throwable failure) {
    List<CompletableFuture<Void>> done;
    synchronized (this) {
      if (flight != sent) {
        return; // it was given up before
      }
      flight = null;
      health.failed(failure, nanos.getAsLong());
      done = sent.failed();
      // Nobody waits for a store that is away.
      done.addAll(accounts.giveUp());
      endLeaving();
    }
    done.forEach(asked -> asked.complete(null));
  }

  private final class Ears implements LeaseStore.Listener {
    @Override
    public void wanted(String key) {
      LeaseAccount account = accounts.find(key);
      if (account != null && account.wanted()) {
        accounts.enqueue(account);
        pump(false);
      }
    }

    @Override
    public void room(String key) {
      LeaseAccount account = accounts.find(key);
      if (account != null) {
        account.roomAgain();
      }
    }
  }

  /** How it is doing. */
  public StoreFigures figures() {
    return health.figures(accounts.size(), waits.get());
  }

  /**
   * Gives back what is not held, so that others need not wait for the leases' end. To be called
   * when no generation is under way any more.
   *
   * @return ends when the store has heard, or could not be told
   */
  public CompletableFuture<Void> leave() {
    CompletableFuture<Void> result;
    synchronized (this) {
      leaving = true;
      if (left != null) {
        return left;
      }
      result = new CompletableFuture<>();
      left = result;
    }
    accounts.enqueueAll();
    pump(isHeard);
    return result;
  }

  private void endLeaving() {
    if (left != null) {
      left.complete(null);
    }
  }

  /** Lets go of the store. */
  @Override
  public void close() {
    store.close();
  }
}
