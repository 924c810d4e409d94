package io.colophon.gateway.waiting;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.adaptive.ConcurrencyLimit;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where generations wait for a place at a target. Thread-safe; nothing here blocks. */
public final class WaitingRoom {
  private final Ticker ticker;
  private final Map<String, TargetRoom> rooms = new ConcurrentHashMap<>();
  private final Set<Waiting> waiting = new LinkedHashSet<>(); // guarded by itself

  public WaitingRoom(Ticker ticker) {
    this.ticker = ticker;
  }

  /** The room of a target, the same for the same name. */
  public TargetRoom room(String target) {
    return rooms.computeIfAbsent(
        target, name -> new TargetRoom(name, ConcurrencyLimit.UNLIMITED, this::freed));
  }

  /**
   * Asks for a place at one of the plan's targets. The plan chooses among those that have room, and
   * knows the one that is handed out as tried.
   */
  public Wait enter(Generation generation, RoutePlan plan, Turn turn) {
    Optional<Place> place = tryNow(generation, plan);
    if (place.isPresent()) {
      turn.yours(place.get());
      return Wait.OVER;
    }
    long now = ticker.nanos();
    if (plan.targets().stream().noneMatch(ranked -> plan.mayTry(ranked, now))) {
      turn.refused(
          Refusal.of(Reason.UPSTREAM_UNAVAILABLE, "every target is resting after failures"));
      return Wait.OVER;
    }
    Waiting entry = new Waiting(generation, plan, turn);
    synchronized (waiting) {
      waiting.add(entry);
    }
    serve();
    return () -> left(entry);
  }

  /** A place without waiting; empty if no target has room. */
  public Optional<Place> tryNow(Generation generation, RoutePlan plan) {
    while (true) {
      Optional<RoutePlan.RankedTarget> next = plan.next(ticker.nanos());
      if (next.isEmpty()) {
        return Optional.empty();
      }
      TargetRoom room = next.get().target().health().room();
      if (room.tryEnter()) {
        plan.tried(next.get());
        return Optional.of(new HeldPlace(next.get(), room));
      }
    }
  }

  /** A place for a job that the target runs already, whether or not it has room. */
  public Place resume(Generation generation, RoutePlan.RankedTarget ranked) {
    TargetRoom room = ranked.target().health().room();
    room.enter();
    return new HeldPlace(ranked, room);
  }

  private void left(Waiting entry) {
    synchronized (waiting) {
      waiting.remove(entry);
    }
  }

  private void freed(TargetRoom room) {
    serve();
  }

  private void serve() {
    while (true) {
      Waiting served = null;
      Place place = null;
      synchronized (waiting) {
        for (Waiting entry : waiting) {
          place = tryNow(entry.generation(), entry.plan()).orElse(null);
          if (place != null) {
            served = entry;
            break;
          }
        }
        if (served == null || place == null) {
          return;
        }
        waiting.remove(served);
      }
      served.turn().yours(place);
    }
  }

  private record Waiting(Generation generation, RoutePlan plan, Turn turn) {}
}
