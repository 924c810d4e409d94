package io.colophon.gateway.waiting;

import io.colophon.gateway.admission.Admitted;
import io.colophon.gateway.admission.Priority;
import io.colophon.gateway.config.WaitingConfig;
import io.colophon.gateway.config.WaitingSharesConfig;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.fairness.Answer;
import io.colophon.throttling.fairness.Ask;
import io.colophon.throttling.fairness.FairEntry;
import io.colophon.throttling.fairness.FairQueue;
import io.colophon.throttling.fairness.FairRules;
import io.colophon.throttling.fairness.Station;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where generations wait for a place at a target: one fair queue over all targets, see {@link
 * FairQueue}. Where a target has room and nobody waits for it, a place costs one compare-and-set.
 *
 * <p>A place that is given back goes to whoever is next. Of several threads that give places of one
 * target back one serves for all, so that turns that end at once do not pile up on its stack; a
 * call that comes meanwhile is counted and served as well. Who joins the queue looks for a free
 * place after he has joined, and who frees a place looks for waiters after he has freed it: one of
 * the two sees the other.
 *
 * <p>Thread-safe; nothing here blocks, and turns are told without a lock.
 */
public final class WaitingRoom {
  /** Looks after what no freed place tells of: targets that rested or were ejected. */
  private static final long LOOK_MILLIS = 100;

  private final Ticker ticker;
  private final ScheduledExecutorService timers;
  private final RandomGenerator random;
  private final FairQueue<Waiting> queue;
  private final Map<String, TargetRoom> rooms = new ConcurrentHashMap<>();
  private final WaitingCounts counts = new WaitingCounts();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Clients clients = new Clients(WaitingConfig.FairTo.TENANT, 0);
  private volatile boolean draining;
  private volatile Consumer<TargetRoom> onRoom = room -> {};

  /** Who is one client, and how many may wait. */
  private record Clients(WaitingConfig.FairTo fairTo, int most) {}

  /**
   * @param timers to look after targets that open again by themselves
   * @param random spreads the probes of adaptive limits; thread-safe
   */
  public WaitingRoom(Ticker ticker, ScheduledExecutorService timers, RandomGenerator random) {
    this.ticker = ticker;
    this.timers = timers;
    this.random = random;
    this.queue = new FairQueue<>(new FairRules(1, 1, List.of(0.0, 0.0, 0.0)));
  }

  /** Other limits and shares; who waits goes on waiting. */
  public void configure(WaitingConfig config) {
    WaitingSharesConfig shares = config.minShares();
    queue.rules(
        new FairRules(
            Math.max(1, config.most()),
            config.perClient(),
            List.of(
                shares.critical().fraction(),
                shares.interactive().fraction(),
                shares.batch().fraction())));
    clients = new Clients(config.fairTo(), config.most());
  }

  /** The room of a target, the same for the same name; without limit until it is configured. */
  public TargetRoom room(String target) {
    TargetRoom known = rooms.get(target);
    if (known != null) {
      return known;
    }
    TargetRoom made = new TargetRoom(target, queue, this::serve, ticker, random);
    TargetRoom before = rooms.putIfAbsent(target, made);
    if (before == null) {
      onRoom.accept(made);
    }
    return before == null ? made : before;
  }

  /** Tells of every room there is and of each that is made from now on. */
  public void onRoom(Consumer<TargetRoom> told) {
    onRoom = told;
    rooms.values().forEach(told);
  }

  /**
   * Asks for a place at one of the plan's targets. The plan chooses among those that have room, and
   * knows the one that is handed out as tried.
   */
  public Wait enter(Generation generation, RoutePlan plan, Turn turn) {
    if (nobodyWaitsFor(plan)) {
      Optional<Place> place = tryNow(generation, plan);
      if (place.isPresent()) {
        turn.yours(place.get());
        return Wait.OVER;
      }
    }
    long now = ticker.nanos();
    List<RoutePlan.RankedTarget> accepted = new ArrayList<>();
    for (RoutePlan.RankedTarget ranked : plan.targets()) {
      if (plan.mayTry(ranked, now)) {
        accepted.add(ranked);
      }
    }
    return enter(new Waiting(this, generation, plan, turn, accepted), now);
  }

  private boolean nobodyWaitsFor(RoutePlan plan) {
    if (queue.waiting() == 0) {
      return true;
    }
    for (RoutePlan.RankedTarget ranked : plan.targets()) {
      if (Waiting.roomOf(ranked).waiting() > 0) {
        return false;
      }
    }
    return true;
  }

  private Wait enter(Waiting waiting, long now) {
    if (waiting.accepted().isEmpty()) {
      waiting.refused(WaitingRefusals.resting(waiting.plan(), now));
    } else if (draining) {
      waiting.refused(WaitingRefusals.draining());
    } else if (clients.most() == 0) {
      counts.refuses(Answer.Why.FULL);
      waiting.refused(WaitingRefusals.full(0));
    } else {
      join(waiting, now);
    }
    return waiting;
  }

  private void join(Waiting waiting, long now) {
    List<Station> stations = new ArrayList<>(waiting.accepted().size());
    for (RoutePlan.RankedTarget ranked : waiting.accepted()) {
      Station station = Waiting.roomOf(ranked).station();
      if (!stations.contains(station)) {
        stations.add(station);
      }
    }
    Answer<Waiting> answer = queue.enter(waiting, ask(waiting), stations, now);
    if (answer instanceof Answer.Refused<Waiting> refused) {
      counts.refuses(refused.why());
      waiting.refused(WaitingRefusals.of(refused.why(), refused.waitNanos()));
      return;
    }
    Answer.Waits<Waiting> waits = (Answer.Waits<Waiting>) answer;
    waiting.waitsAs(queue, waits.entry(), now);
    waits
        .displaced()
        .ifPresent(
            gone -> {
              counts.displaces();
              gone.what().refused(WaitingRefusals.displaced(waits.waitNanos()));
            });
    for (RoutePlan.RankedTarget ranked : waiting.accepted()) {
      serve(Waiting.roomOf(ranked));
    }
    if (draining) { // since it was looked at
      drain();
    }
    look();
  }

  /** Somebody went before his turn. */
  void left(@Nullable FairEntry<Waiting> entry) {
    if (entry != null && queue.leave(entry, ticker.nanos())) {
      counts.leaves();
    }
  }

  private Ask ask(Waiting waiting) {
    Generation generation = waiting.generation();
    Admitted admitted = generation.admitted().orElseThrow();
    double weight =
        Optional.ofNullable(generation.config().config().tenants().get(admitted.caller().tenant()))
            .map(tenant -> tenant.weight())
            .orElse(1.0);
    return new Ask(
        clients.fairTo() == WaitingConfig.FairTo.KEY
            ? admitted.caller()
            : admitted.caller().tenant(),
        weight,
        admitted.priority().ordinal(),
        waiting.plan().ask().work(),
        generation.received().deadlineNanos());
  }

  /** A place without waiting; empty if no target has room. */
  public Optional<Place> tryNow(Generation generation, RoutePlan plan) {
    while (true) {
      long now = ticker.nanos();
      Optional<RoutePlan.RankedTarget> next = plan.next(now);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      TargetRoom room = Waiting.roomOf(next.get());
      if (room.tryEnter()) {
        plan.tried(next.get());
        return Optional.of(new HeldPlace(next.get(), room, plan.ask(), ticker, now, null));
      }
    }
  }

  /** A place for a job that the target runs already, whether or not it has room. */
  public Place resume(Generation generation, RoutePlan.RankedTarget ranked) {
    TargetRoom room = Waiting.roomOf(ranked);
    room.enter();
    return new HeldPlace(
        ranked, room, generation.plan().orElseThrow().ask(), ticker, ticker.nanos(), null);
  }

  private void serve(TargetRoom room) {
    if (room.calls().getAndIncrement() != 0) {
      return; // whoever serves now sees it
    }
    int seen = 1;
    do {
      serveAll(room);
      seen = room.calls().addAndGet(-seen);
    } while (seen != 0);
  }

  private void serveAll(TargetRoom room) {
    while (room.waiting() > 0 && room.isOpen(ticker.nanos()) && room.tryEnter()) {
      long now = ticker.nanos();
      FairEntry<Waiting> entry = queue.next(room.station(), now);
      if (entry == null) {
        room.giveBack(); // and look again, for somebody may have found it taken meanwhile
        continue;
      }
      handOver(room, entry, now);
    }
  }

  private void handOver(TargetRoom room, FairEntry<Waiting> entry, long now) {
    Waiting waiting = entry.what();
    RoutePlan.RankedTarget ranked = waiting.targetOf(room);
    if (entry.isLate(now)) {
      room.giveBack();
      waiting.refused(WaitingRefusals.late());
      return;
    }
    if (ranked == null || !waiting.plan().mayTry(ranked, now)) {
      // The target takes others but not this one: it was ejected from its route, for instance.
      room.giveBack();
      queue.settle(entry, 0);
      waiting.without(room);
      var unused = enter(waiting, now);
      return;
    }
    long waited = now - entry.sinceNanos();
    HeldPlace.Charge charge = new HeldPlace.Charge(queue, entry);
    waiting.plan().tried(ranked);
    waiting.generation().awaited(waited);
    if (waiting.yours(new HeldPlace(ranked, room, waiting.plan().ask(), ticker, now, charge))) {
      counts.turn(waited);
    } else {
      queue.settle(entry, 0);
      room.giveBack();
    }
  }

  /** Looks after a while again, as long as anybody waits. */
  private void look() {
    if (queue.waiting() > 0 && looking.compareAndSet(false, true)) {
      var unused =
          timers.schedule(
              () -> {
                looking.set(false);
                lookNow();
                look();
              },
              LOOK_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  private void lookNow() {
    long now = ticker.nanos();
    boolean closed = false;
    for (TargetRoom room : rooms.values()) {
      if (room.waiting() > 0) {
        closed |= !room.isOpen(now);
        serve(room);
      }
    }
    if (closed) {
      for (FairEntry<Waiting> gone : queue.takeOut(waiting -> waiting.isHopeless(now))) {
        gone.what().refused(WaitingRefusals.resting(gone.what().plan(), now));
      }
    }
  }

  /** Ends all waits, and lets nobody wait any more. */
  public void drain() {
    draining = true;
    for (FairEntry<Waiting> gone : queue.takeOut(waiting -> true)) {
      gone.what().refused(WaitingRefusals.draining());
    }
  }

  /** Generations that wait. */
  public int waiting() {
    return queue.waiting();
  }

  /** Of these, how many are of a priority. */
  public int waiting(Priority priority) {
    return queue.waiting(priority.ordinal());
  }

  public WaitingCounts counts() {
    return counts;
  }
}
