package io.colophon.gateway.waiting;

import io.colophon.gateway.config.AdaptiveConcurrencyConfig;
import io.colophon.gateway.config.ConcurrencyConfig;
import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.adaptive.AdaptiveLimit;
import io.colophon.throttling.adaptive.AdaptiveRules;
import io.colophon.throttling.adaptive.ConcurrencyLimit;
import io.colophon.throttling.fairness.FairQueue;
import io.colophon.throttling.fairness.ServicePace;
import io.colophon.throttling.fairness.Station;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/**
 * The attempts that one target takes at a time, and who waits for one. Lives as long as the gateway
 * knows the target, whatever becomes of configurations meanwhile. Thread-safe; nothing here blocks.
 */
public final class TargetRoom {
  private final String target;
  private final AdaptiveLimit places;
  private final ServicePace pace = new ServicePace();
  private final Station station;
  private final Consumer<TargetRoom> freed;
  private final Ticker ticker;
  private final AtomicInteger calls = new AtomicInteger(); // to serve; see WaitingRoom
  private volatile LongPredicate open = now -> true;

  /**
   * @param target as {@code provider/model}
   * @param queue where waits who finds no place
   * @param freed told after each place that was given back while somebody waited
   */
  TargetRoom(
      String target,
      FairQueue<?> queue,
      Consumer<TargetRoom> freed,
      Ticker ticker,
      RandomGenerator random) {
    this.target = target;
    this.places = new AdaptiveLimit(ConcurrencyLimit.UNLIMITED, Optional.empty(), random);
    this.station = queue.station(pace, places::limit);
    this.freed = freed;
    this.ticker = ticker;
  }

  /** As {@code provider/model}. */
  public String target() {
    return target;
  }

  /** Other limits; who is inside stays, what was learned is kept where it still applies. */
  public void configure(ConcurrencyConfig config) {
    AdaptiveConcurrencyConfig adaptive = config.adaptive();
    places.configure(
        config.most().orElse(ConcurrencyLimit.UNLIMITED),
        adaptive.enabled() && config.most().isPresent()
            ? Optional.of(
                new AdaptiveRules(
                    adaptive.minimum(),
                    adaptive.tolerance(),
                    adaptive.tokenTolerance(),
                    adaptive.probeEvery().toNanos()))
            : Optional.empty());
    freed();
  }

  /**
   * Who waits is served only while this holds.
   *
   * @param mayTry given the ticker's time; must be quick
   */
  public void openWhile(LongPredicate mayTry) {
    open = mayTry;
  }

  boolean isOpen(long nowNanos) {
    return open.test(nowNanos);
  }

  /** Takes a place if there is one; pair with {@link #leave()}. */
  public boolean tryEnter() {
    return places.tryEnter();
  }

  /** Takes a place in any case; pair with {@link #leave()}. */
  void enter() {
    places.enter();
  }

  /** Gives a place back. */
  public void leave() {
    places.leave();
    freed();
  }

  /** Gives a place back that nobody was told of; the caller looks who waits himself. */
  void giveBack() {
    places.leave();
  }

  private void freed() {
    if (station.waiting() > 0) {
      freed.accept(this);
    }
  }

  /** Whether a place is free at this moment. */
  public boolean hasRoom() {
    return places.hasRoom();
  }

  /**
   * How quickly the target answers.
   *
   * @param firstOutputNanos from the begin of an attempt to its first output; 0 if this tells
   *     nothing of it
   * @param inputTokens of that attempt; 0 if it has none or they are not known
   * @param perTokenNanos between tokens after the first, on average; 0 if this tells nothing of it
   */
  public void observe(long firstOutputNanos, long inputTokens, double perTokenNanos) {
    observe(firstOutputNanos, inputTokens, perTokenNanos, places.taken());
  }

  void observe(long firstOutputNanos, long inputTokens, double perTokenNanos, int takenAtBegin) {
    int before = places.limit();
    places.firstOutput(firstOutputNanos, inputTokens, takenAtBegin, ticker.nanos());
    places.perToken(perTokenNanos, takenAtBegin);
    if (places.limit() > before) {
      freed();
    }
  }

  /** It refused for too much work, or did not answer in time. */
  void overloaded(long beganNanos, int takenAtBegin) {
    places.overloaded(beganNanos, takenAtBegin, ticker.nanos());
  }

  /** An attempt of so much work held its place so long. */
  void held(double work, long nanos) {
    pace.observe(work, nanos);
  }

  /** Attempts it takes at a time now; {@link ConcurrencyLimit#UNLIMITED} for no limit. */
  public int limit() {
    return places.limit();
  }

  /** Places that are taken. */
  public int taken() {
    return places.taken();
  }

  /** Who would take a place here. */
  public int waiting() {
    return station.waiting();
  }

  Station station() {
    return station;
  }

  /** Counts calls to serve, so that one thread at a time does and none is missed. */
  AtomicInteger calls() {
    return calls;
  }
}
