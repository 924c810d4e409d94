package io.colophon.throttling.fairness;

import io.colophon.throttling.fairness.Answer.Why;
import io.colophon.throttling.fairness.FairEntry.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries that wait for a place at one of several targets, and whose turn it is when a place is
 * free. Within a class the work is shared out among the clients by their weights (see {@link
 * Bench}); classes have minimum shares, and beyond these the most urgent goes first. Of two clients
 * that both have entries waiting all the time for the same targets, neither gets more than twice
 * the largest entry's work beyond what is its share.
 *
 * <p>The queue is bounded. When it is full, the newest entry of the client that asks for most
 * beyond its share goes, of the least urgent class: it would have been served last and has waited
 * least. What would still wait when its deadline passes is not let in.
 *
 * <p>Thread-safe by one lock that is held for O(targets of the entry x log clients) steps: some
 * hundred nanoseconds, with no call to anything outside. Only those come here who find no free
 * place, so that the lock is not on the way of the usual request. An order over many targets cannot
 * be kept by compare-and-set on single words.
 *
 * @param <E> what waits
 */
public final class FairQueue<E> {
  private final Map<Backlog.Key, Backlog<E>> backlogs = new HashMap<>();
  private final List<RankHeap<Backlog<E>>> largest = new ArrayList<>();
  private final int[] waitingOf;
  private final WaitEstimate estimate;
  private FairRules rules;
  private long order;
  private volatile int waiting;

  public FairQueue(FairRules rules) {
    this.rules = rules;
    this.waitingOf = new int[rules.classes()];
    this.estimate = new WaitEstimate(rules.classes());
    for (int rank = 0; rank < rules.classes(); rank++) {
      largest.add(new RankHeap<>());
    }
  }

  /**
   * Changes the rules; who waits goes on waiting.
   *
   * @throws IllegalArgumentException if there are more or fewer classes than before
   */
  public synchronized void rules(FairRules changed) {
    if (changed.classes() != waitingOf.length) {
      throw new IllegalArgumentException(
          changed.classes() + " classes, expected " + waitingOf.length);
    }
    rules = changed;
  }

  /**
   * A target.
   *
   * @param pace how quickly it works
   * @param places how many places it has
   */
  public Station station(ServicePace pace, IntSupplier places) {
    return new Station(waitingOf.length, pace, places);
  }

  /** Entries that wait. To be read without a lock. */
  public int waiting() {
    return waiting;
  }

  /** Of these, how many are of a class. */
  public synchronized int waiting(int rank) {
    return waitingOf[rank];
  }

  /**
   * Asks to wait.
   *
   * @param stations where a place would do; at least one, each once
   */
  public synchronized Answer<E> enter(E what, Ask ask, List<Station> stations, long nowNanos) {
    long expected = estimate.of(rules, ask, stations);
    Backlog<E> backlog = backlogs.get(new Backlog.Key(ask.client(), ask.rank()));
    if (backlog != null && backlog.waiting >= rules.mostPerClient()) {
      return new Answer.Refused<>(Why.CLIENT_FULL, expected);
    }
    if (ask.deadlineNanos() - nowNanos <= expected) {
      return new Answer.Refused<>(Why.TOO_LATE, expected);
    }
    FairEntry<E> displaced = null;
    if (isFullFor(ask.rank())) {
      displaced = cheaperToRefuse(ask, backlog);
      if (displaced == null) {
        return new Answer.Refused<>(Why.FULL, expected);
      }
      takeOut(displaced, State.GONE);
    }
    FairEntry<E> entry =
        new FairEntry<>(what, backlog(ask), ask, nowNanos, estimate, stations.size());
    add(entry, stations);
    return new Answer.Waits<>(entry, expected, Optional.ofNullable(displaced));
  }

  /** Whether a class may have no more waiting; what is reserved for others stays free. */
  private boolean isFullFor(int rank) {
    int taken = waiting;
    for (int other = 0; other < waitingOf.length; other++) {
      if (other != rank) {
        taken += Math.max(0, rules.reserved(other) - waitingOf[other]);
      }
    }
    return taken >= rules.most();
  }

  /** Who goes for a new entry; null if that is the new entry itself. */
  private @Nullable FairEntry<E> cheaperToRefuse(Ask ask, @Nullable Backlog<E> own) {
    for (int rank = waitingOf.length - 1; rank > ask.rank(); rank--) {
      Backlog<E> most = largest.get(rank).first();
      if (most != null && waitingOf[rank] > rules.reserved(rank)) {
        return most.newest;
      }
    }
    Backlog<E> most = largest.get(ask.rank()).first();
    double wanted = (own == null ? 0 : own.work()) + ask.work() / ask.weight();
    return most == null || most == own || most.work() <= wanted ? null : most.newest;
  }

  private Backlog<E> backlog(Ask ask) {
    Backlog.Key key = new Backlog.Key(ask.client(), ask.rank());
    Backlog<E> backlog = backlogs.get(key);
    if (backlog == null) {
      backlog = new Backlog<>(key, order++);
      backlogs.put(key, backlog);
      largest.get(ask.rank()).add(backlog);
    }
    return backlog;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written with the lock only
  private void add(FairEntry<E> entry, List<Station> stations) {
    Backlog<E> backlog = entry.client;
    int rank = backlog.key.rank();
    backlog.push(entry);
    largest.get(rank).rank(backlog, backlog.rank - entry.work / entry.weight);
    double share = 1.0 / stations.size();
    for (int i = 0; i < entry.links.length; i++) {
      Station station = stations.get(i);
      Bench bench = station.benches[rank];
      Link link = new Link(entry, station, bench, bench.line(backlog.key.client(), order++));
      entry.links[i] = link;
      station.add(link, entry, share);
    }
    waitingOf[rank]++;
    waiting++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written with the lock only
  private void takeOut(FairEntry<E> entry, State state) {
    entry.state = state;
    Backlog<E> backlog = entry.client;
    int rank = backlog.key.rank();
    backlog.remove(entry);
    if (backlog.waiting == 0) {
      largest.get(rank).remove(backlog);
      backlogs.remove(backlog.key);
    } else {
      largest.get(rank).rank(backlog, backlog.rank + entry.work / entry.weight);
    }
    double share = 1.0 / entry.links.length;
    for (Link link : entry.links) {
      link.station.remove(link, entry, share);
    }
    waitingOf[rank]--;
    waiting--;
  }

  /**
   * A place is free at a target: who gets it. Whose deadline has passed gets it as well and is not
   * charged: the caller sees that and asks again.
   *
   * @return null if nobody waits for it
   */
  @SuppressWarnings("unchecked") // entries of a queue's stations are the queue's
  public synchronized @Nullable FairEntry<E> next(Station station, long nowNanos) {
    Link next = station.next(rules);
    if (next == null) {
      return null;
    }
    FairEntry<E> entry = (FairEntry<E>) next.entry;
    estimate.learn(entry, nowNanos);
    if (entry.isLate(nowNanos)) {
      takeOut(entry, State.GONE);
      return entry;
    }
    for (Link link : entry.links) {
      link.station.served(rules, entry.rank(), entry.work);
      link.bench.charge(link.line, entry.work / entry.weight);
    }
    takeOut(entry, State.SERVED);
    return entry;
  }

  /**
   * An entry gives up.
   *
   * @return whether it was waiting; false if its turn came before
   */
  public synchronized boolean leave(FairEntry<E> entry, long nowNanos) {
    if (entry.state != State.WAITING) {
      return false;
    }
    if (entry.isLate(nowNanos)) {
      estimate.learn(entry, nowNanos);
    }
    takeOut(entry, State.GONE);
    return true;
  }

  /**
   * What was served turns out to be more or less work than was said. Counts once for each entry.
   *
   * @param work what it really was; at least 0
   */
  public synchronized void settle(FairEntry<E> entry, double work) {
    if (entry.state != State.SERVED || entry.settled) {
      return;
    }
    entry.settled = true;
    double charge = (work - entry.work) / entry.weight;
    for (Link link : entry.links) {
      link.bench.correct(link.line, charge);
    }
  }

  /** Takes out whoever is of no more use, and returns them. O(entries). */
  public synchronized List<FairEntry<E>> takeOut(Predicate<? super E> ofNoUse) {
    List<FairEntry<E>> found = new ArrayList<>();
    for (Backlog<E> backlog : backlogs.values()) {
      for (FairEntry<E> entry = backlog.newest; entry != null; entry = entry.older) {
        if (ofNoUse.test(entry.what())) {
          found.add(entry);
        }
      }
    }
    found.forEach(entry -> takeOut(entry, State.GONE));
    return found;
  }
}
