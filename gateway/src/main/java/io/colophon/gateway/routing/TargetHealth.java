package io.colophon.gateway.routing;

import io.colophon.gateway.config.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How attempts at one target went lately, and whether to make more. Thread-safe. */
public final class TargetHealth {
  private final String target;
  private final CircuitBreaker circuit;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /**
   * @param target as {@code provider/model}
   */
  public TargetHealth(String target, CircuitBreakerConfig config) {
    this.target = target;
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
