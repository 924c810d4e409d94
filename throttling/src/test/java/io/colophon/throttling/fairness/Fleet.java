package io.colophon.throttling.fairness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Targets with places, in virtual time: what arrives is served at once where there is room and
 * waits in a {@link FairQueue} otherwise. At each step it checks that no place stays free that
 * somebody waits for.
 */
final class Fleet {
  /** One request: what it is said to be, and what it is. */
  record Request(String client, double weight, int rank, double said, double real) {}

  record Served(Request request, long arrivedNanos, long begunNanos, long endedNanos) {
    long waitNanos() {
      return begunNanos - arrivedNanos;
    }

    long latencyNanos() {
      return endedNanos - arrivedNanos;
    }
  }

  private record Event(long nanos, long order, Runnable what) {}

  private record Waiting(Request request, long arrivedNanos) {}

  private static final class Target {
    final Station station;
    final ServicePace pace;
    final int places;
    final double nanosPerWork;
    int taken;

    Target(Station station, ServicePace pace, int places, double nanosPerWork) {
      this.station = station;
      this.pace = pace;
      this.places = places;
      this.nanosPerWork = nanosPerWork;
    }
  }

  final FairQueue<Object> queue;
  final List<Served> served = new ArrayList<>();
  final List<Answer.Refused<Object>> refused = new ArrayList<>();
  final Map<String, Integer> waitingOf = new HashMap<>();
  long nowNanos;

  private final List<Target> targets = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) ->
              a.nanos() != b.nanos()
                  ? Long.compare(a.nanos(), b.nanos())
                  : Long.compare(a.order(), b.order()));
  private long order;
  private Consumer<Request> onBegin = request -> {};
  private Consumer<Served> onEnd = one -> {};

  Fleet(FairRules rules) {
    queue = new FairQueue<>(rules);
  }

  Fleet target(int places, double nanosPerWork) {
    ServicePace pace = new ServicePace();
    targets.add(new Target(queue.station(pace, () -> places), pace, places, nanosPerWork));
    return this;
  }

  void onBegin(Consumer<Request> told) {
    onBegin = told;
  }

  void onEnd(Consumer<Served> told) {
    onEnd = told;
  }

  void at(long nanos, Runnable what) {
    events.add(new Event(nanos, order++, what));
  }

  void run(long untilNanos) {
    for (Event next = events.peek();
        next != null && next.nanos() <= untilNanos;
        next = events.peek()) {
      events.remove();
      nowNanos = next.nanos();
      next.what().run();
      checkWorkConserving();
    }
  }

  /** Arrives now; any target will do. */
  void arrive(Request request) {
    arrive(request, Long.MAX_VALUE / 2);
  }

  void arrive(Request request, long deadlineNanos) {
    if (queue.waiting() == 0) {
      for (Target target : targets) {
        if (target.taken < target.places) {
          begin(target, request, nowNanos, null);
          return;
        }
      }
    }
    Ask ask =
        new Ask(request.client(), request.weight(), request.rank(), request.said(), deadlineNanos);
    List<Station> stations = targets.stream().map(target -> target.station).toList();
    Answer<Object> answer = queue.enter(new Waiting(request, nowNanos), ask, stations, nowNanos);
    if (answer instanceof Answer.Refused<Object> no) {
      refused.add(no);
      return;
    }
    waitingOf.merge(request.client(), 1, Integer::sum);
    ((Answer.Waits<Object>) answer)
        .displaced()
        .ifPresent(gone -> waitingOf.merge(requestOf(gone).client(), -1, Integer::sum));
    targets.forEach(this::serve);
  }

  private static Request requestOf(FairEntry<Object> entry) {
    return ((Waiting) entry.what()).request();
  }

  private void serve(Target target) {
    while (target.taken < target.places && target.station.waiting() > 0) {
      FairEntry<Object> entry = queue.next(target.station, nowNanos);
      if (entry == null) {
        throw new AssertionError("somebody waits and nobody is next");
      }
      waitingOf.merge(requestOf(entry).client(), -1, Integer::sum);
      if (!entry.isLate(nowNanos)) {
        begin(target, requestOf(entry), ((Waiting) entry.what()).arrivedNanos(), entry);
      }
    }
  }

  private void begin(Target target, Request request, long arrived, FairEntry<Object> entry) {
    target.taken++;
    onBegin.accept(request);
    long begun = nowNanos;
    long duration = Math.max(1, (long) (request.real() * target.nanosPerWork));
    at(
        nowNanos + duration,
        () -> {
          target.taken--;
          target.pace.observe(request.real(), duration);
          if (entry != null) {
            queue.settle(entry, request.real());
          }
          Served one = new Served(request, arrived, begun, nowNanos);
          served.add(one);
          onEnd.accept(one);
          serve(target);
        });
  }

  private void checkWorkConserving() {
    for (Target target : targets) {
      if (target.taken < target.places && target.station.waiting() > 0) {
        throw new AssertionError("a place is free that somebody waits for");
      }
    }
  }
}
