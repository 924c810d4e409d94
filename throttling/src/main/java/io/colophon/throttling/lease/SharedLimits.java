package io.colophon.throttling.lease;

import io.colophon.throttling.Limit;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Sharing;
import io.colophon.throttling.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
  private final RandomGenerator random;
  private final StoreHealth health;
  private final ConcurrentHashMap<LimitKey, LeaseAccount> accounts = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, LeaseAccount> byId = new ConcurrentHashMap<>();
  private final AtomicLong sessions;
  private final AtomicLong waits = new AtomicLong();

  private volatile Map<LimitRule, WhenAway> declared = Map.of();
  private volatile boolean setsAside;
  private volatile boolean isHeard;
  private volatile boolean mayHaveSeeds;
  private volatile int place = RefillCall.ANY_PLACE;
  private volatile long placeUntil;

  // Guarded by this.
  private final ArrayDeque<LeaseAccount> queue = new ArrayDeque<>();
  private @Nullable Flight flight;
  private long epoch;
  private boolean open;
  private boolean began;
  private long answeredSent;
  private long lastSent;
  private long lastScan;
  private boolean leaving;
  private @Nullable CompletableFuture<Void> left;

  /** A call under way. */
  private static final class Flight {
    final RefillCall call;
    final List<LeaseAccount> accounts;
    final long sentNanos;

    Flight(RefillCall call, List<LeaseAccount> accounts, long sentNanos) {
      this.call = call;
      this.accounts = accounts;
      this.sentNanos = sentNanos;
    }
  }

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
    this.random = random;
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
    return accounts.compute(
        key,
        (any, found) -> {
          if (found != null && !found.isForgotten()) {
            found.terms(split);
            return found;
          }
          LeaseAccount fresh = new LeaseAccount(key, split, sessions.get());
          byId.put(key.id(), fresh);
          return fresh;
        });
  }

  boolean forget(LeaseAccount account) {
    if (!account.forget()) {
      return false;
    }
    accounts.remove(account.key, account);
    byId.remove(account.key.id(), account);
    return true;
  }

  /** Some limit may know what the store does not. */
  void seeding() {
    mayHaveSeeds = true;
  }

  /** Whether this gateway may use what is set aside for it. */
  boolean hasPlace(long nowNanos) {
    return place >= 0 && nowNanos - placeUntil < 0;
  }

  /** How long until the store is tried again, in nanoseconds; 0 when it is there. */
  long awayFor(long nowNanos) {
    return health.awayFor(nowNanos);
  }

  /** Has the store asked about this limit as soon as it can be. */
  void ask(LeaseAccount account) {
    waits.incrementAndGet();
    enqueue(account);
    pump(false);
  }

  private void enqueue(LeaseAccount account) {
    if (account.queued.compareAndSet(false, true)) {
      synchronized (this) {
        queue.add(account);
      }
    }
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
              || (!open && (!began || now - lastSent >= CLOSED_PAUSE_NANOS))
              || (isHeard && now - lastSent >= settings.renewNanos());
    }
    if (late != null) {
      failed(late, new LeaseStoreException(LeaseStoreException.Kind.SLOW, "no answer in time"));
    }
    if (scan) {
      for (LeaseAccount account : accounts.values()) {
        if (account.isDue(settings, now)) {
          enqueue(account);
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
      mayHaveSeeds = accounts.values().stream().anyMatch(LeaseAccount::seeds);
    }
    boolean ready = !mayHaveSeeds;
    // Before the store's life is known there is nothing to say, unless there is nothing to seed.
    boolean mayReport = epoch != 0 || ready;
    while (mayReport && refills.size() < LeaseStore.MOST_REFILLS && !queue.isEmpty()) {
      LeaseAccount account = queue.remove();
      account.queued.set(false);
      Refill refill = account.refill(sessions.incrementAndGet(), leaving, settings, now);
      if (refill != null) {
        asked.add(account);
        refills.add(refill);
      }
    }
    boolean hello = !mayReport && !queue.isEmpty();
    if (refills.isEmpty() && !force && !hello) {
      return null;
    }
    long elapsed = answeredSent == 0 ? -1 : Math.max(0, now - answeredSent) / 1000;
    RefillCall call =
        new RefillCall(
            settings.node(),
            settings.nodes(),
            epoch,
            random.nextLong(1, 1L << 52),
            ready,
            elapsed,
            settings.leaseMicros(),
            settings.slotMicros(),
            setsAside ? place : RefillCall.NO_PLACE,
            settings.safeNanos() / 1000,
            leaving,
            refills);
    return new Flight(call, asked, now);
  }

  private void answered(Flight sent, RefillAnswer answer) {
    long now = nanos.getAsLong();
    String wrong = Sense.of(sent.call, answer);
    if (wrong != null) {
      failed(sent, new LeaseStoreException(LeaseStoreException.Kind.NONSENSE, wrong));
      return;
    }
    List<CompletableFuture<Void>> done = new ArrayList<>();
    synchronized (this) {
      if (flight == sent) {
        flight = null;
        health.answered();
        answeredSent = sent.sentNanos == 0 ? 1 : sent.sentNanos;
      } else if (answer.epoch() != epoch) {
        return; // too late to be true
      }
      if (answer.epoch() != epoch) {
        begin(answer.epoch(), now, sent.call.epoch() == 0 && sent.call.ready());
      }
      open = answer.open();
      if (answer.place() >= 0) {
        place = answer.place();
        long safe = settings.safeNanos();
        placeUntil = sent.sentNanos + safe - safe / 16;
      }
      for (int i = 0; i < sent.accounts.size(); i++) {
        LeaseAccount account = sent.accounts.get(i);
        CompletableFuture<Void> asked =
            answer.leases().isEmpty()
                ? account.failed()
                : account.answered(
                    sent.call.refills().get(i),
                    answer.leases().get(i),
                    sent.sentNanos,
                    settings,
                    now);
        if (asked != null) {
          done.add(asked);
        }
        CompletableFuture<Void> too = account.answeredToo(now);
        if (too != null) {
          done.add(too);
        }
        if (account.isDue(settings, now)) {
          enqueue(account);
        }
      }
    }
    done.forEach(asked -> asked.complete(null));
  }

  /**
   * The store lives anew. What was leased in its former life is claimed again, if it still runs.
   */
  private void begin(long newEpoch, long now, boolean first) {
    boolean lost = epoch != 0;
    epoch = newEpoch;
    if (lost) {
      health.lost();
      mayHaveSeeds = true;
    }
    if (!first || lost) {
      for (LeaseAccount account : accounts.values()) {
        if (lost) {
          account.lost(now);
        }
        enqueue(account);
      }
    }
  }

  private void failed(Flight sent, Throwable failure) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    synchronized (this) {
      if (flight != sent) {
        return; // it was given up before
      }
      flight = null;
      health.failed(failure, nanos.getAsLong());
      for (LeaseAccount account : sent.accounts) {
        CompletableFuture<Void> asked = account.failed();
        if (asked != null) {
          done.add(asked);
        }
      }
      // Nobody waits for a store that is away.
      for (LeaseAccount account : queue) {
        CompletableFuture<Void> waiting = account.giveUp();
        if (waiting != null) {
          done.add(waiting);
        }
      }
      endLeaving();
    }
    done.forEach(asked -> asked.complete(null));
  }

  private final class Ears implements LeaseStore.Listener {
    @Override
    public void wanted(String key) {
      LeaseAccount account = byId.get(key);
      if (account != null && account.wanted()) {
        enqueue(account);
        pump(false);
      }
    }

    @Override
    public void room(String key) {
      LeaseAccount account = byId.get(key);
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
    accounts.values().forEach(this::enqueue);
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
