package io.colophon.gateway.routing;

import io.colophon.gateway.config.CircuitBreakerConfig;
import io.colophon.gateway.routing.policy.TargetLoad;
import io.colophon.gateway.waiting.TargetRoom;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How attempts at one target went lately, and whether to make more. Thread-safe. */
public final class TargetHealth {
  private final String target;
  private final TargetRoom room;
  private final CircuitBreaker circuit;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final TargetLoad load = new TargetLoad();
  private final long openNanos;
  private final AtomicReference<@Nullable Long> seenOpenNanos = new AtomicReference<>();

  /**
   * @param target as {@code provider/model}
   * @param room the attempts it takes at a time
   */
  public TargetHealth(String target, CircuitBreakerConfig config, TargetRoom room) {
    this.target = target;
    this.room = room;
    this.openNanos = config.openFor().toNanos();
    this.circuit =
        CircuitBreaker.of(
            target,
            io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(config.window())
                .minimumNumberOfCalls(config.minimumAttempts())
                .failureRateThreshold((float) (config.failureRate().fraction() * 100))
                .waitDurationInOpenState(config.openFor())
                .permittedNumberOfCallsInHalfOpenState(config.trialAttempts())
                .build());
    if (!config.enabled()) {
      circuit.transitionToDisabledState();
    }
  }

  public String target() {
    return target;
  }

  /** The attempts it takes at a time. */
  public TargetRoom room() {
    return room;
  }

  /** What is known of its load. */
  public TargetLoad load() {
    return load;
  }

  /**
   * Whether there is no known reason against an attempt: its circuit is not open, and it did not
   * ask to be left alone for a while. Changes nothing; {@link #tryBegin()} decides.
   */
  public boolean mayTry(long nowNanos) {
    return !load.isResting(nowNanos) && !isCircuitOpen(nowNanos);
  }

  /** An open circuit lets an attempt through again after its time, but only if one is made. */
  private boolean isCircuitOpen(long nowNanos) {
    if (circuit.getState() != CircuitBreaker.State.OPEN) {
      if (seenOpenNanos.getPlain() != null) {
        seenOpenNanos.set(null);
      }
      return false;
    }
    Long since = seenOpenNanos.get();
    if (since == null) {
      seenOpenNanos.compareAndSet(null, nowNanos);
      return true;
    }
    return nowNanos - since < openNanos;
  }

  /** Whether an attempt may be made now; if so it is counted as begun. */
  public boolean tryBegin() {
    if (!circuit.tryAcquirePermission()) {
      return false;
    }
    attempts.increment();
    inFlight.incrementAndGet();
    return true;
  }

  /** Counts an attempt as begun that is made in any case: the target works at it already. */
  public void begin() {
    attempts.increment();
    inFlight.incrementAndGet();
  }

  /** The attempt came to a good end, or to one that says nothing against the target. */
  public void succeeded(long durationNanos) {
    inFlight.decrementAndGet();
    circuit.onSuccess(durationNanos, TimeUnit.NANOSECONDS);
  }

  /** The target failed. */
  public void failed(long durationNanos, Throwable failure) {
    inFlight.decrementAndGet();
    failures.increment();
    circuit.onError(durationNanos, TimeUnit.NANOSECONDS, failure);
  }

  /** The attempt was given up for reasons of ours or of the caller's. */
  public void abandoned() {
    inFlight.decrementAndGet();
    circuit.releasePermission();
  }

  /** {@code closed}, {@code open}, {@code half-open} or {@code disabled}. */
  public String circuitState() {
    return circuit.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Attempts under way. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Attempts since start. */
  public long attempts() {
    return attempts.sum();
  }

  /** Of these, how many failed. */
  public long failures() {
    return failures.sum();
  }
}
