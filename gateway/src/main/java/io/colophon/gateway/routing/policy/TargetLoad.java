package io.colophon.gateway.routing.policy;

import io.colophon.provider.spi.FailureKind;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of the load of one target from what was sent there and what came of it: the base of
 * every policy's choice. Lives as long as the target is configured. Thread-safe; nothing here
 * blocks, and reading allocates nothing.
 */
public final class TargetLoad {

  /** A refusal because of too many requests counts as a first output after this time. */
  public static final long LIMITED_PENALTY_NANOS = 5_000_000_000L;

  /** A wait that a target asks for is honoured up to this. */
  public static final long LONGEST_REST_NANOS = 300_000_000_000L;

  private static final double DECAY_NANOS = 10e9;
  private static final double MILLI = 1000;

  private final AtomicInteger outstanding = new AtomicInteger();
  private final AtomicLong outstandingMilliWork = new AtomicLong();
  private final AtomicLong started = new AtomicLong();

  private final PeakEwma firstOutput = new PeakEwma(DECAY_NANOS); // written under this

  private volatile long restingUntilNanos;
  private volatile boolean rests;
  private volatile Signals signals = Signals.NONE;

  /**
   * An attempt begins there.
   *
   * @param work as {@link Ask#work()}
   */
  public AttemptLoad begin(double work, long nowNanos) {
    started.incrementAndGet();
    outstandingMilliWork.addAndGet(milli(work));
    return new AttemptLoad(this, work, nowNanos, outstanding.incrementAndGet());
  }

  void left(AttemptLoad attempt, boolean unanswered, long nowNanos) {
    outstanding.decrementAndGet();
    outstandingMilliWork.addAndGet(-milli(attempt.work()));
  }

  synchronized void firstOutput(AttemptLoad attempt, long inputTokens, long nowNanos) {
    firstOutput.observe(nowNanos - attempt.beganNanos(), nowNanos);
  }

  synchronized void ended(AttemptLoad attempt, boolean answered, long outputTokens, long nowNanos) {
    if (!answered) {
      firstOutput.observe(nowNanos - attempt.beganNanos(), nowNanos);
    }
  }

  synchronized void failed(AttemptLoad attempt, FailureKind kind, long nowNanos) {
    if (kind == FailureKind.TIMED_OUT) {
      firstOutput.observe(nowNanos - attempt.beganNanos(), nowNanos);
    }
  }

  synchronized void limited(long retryAfterNanos, long nowNanos) {
    firstOutput.observe(LIMITED_PENALTY_NANOS, nowNanos);
    if (retryAfterNanos > 0) {
      long until = nowNanos + Math.min(retryAfterNanos, LONGEST_REST_NANOS);
      if (!isResting(nowNanos) || until - restingUntilNanos > 0) {
        restingUntilNanos = until;
        rests = true;
      }
    }
  }

  private static long milli(double work) {
    return (long) Math.min(work * MILLI, 1e15);
  }

  /** Attempts under way. */
  public int outstanding() {
    return outstanding.get();
  }

  /** Work of the attempts under way, in units of {@link Ask#work()}. */
  public double outstandingWork() {
    return outstandingMilliWork.get() / MILLI;
  }

  /** Attempts since start. */
  public long started() {
    return started.get();
  }

  /** Whether it asked not to be tried yet. */
  public boolean isResting(long nowNanos) {
    return rests && restingUntilNanos - nowNanos > 0;
  }

  /** How long it asks not to be tried, in nanoseconds; 0 if it does not ask. */
  public long restNanos(long nowNanos) {
    return isResting(nowNanos) ? restingUntilNanos - nowNanos : 0;
  }

  /** Peak EWMA of the time to the first output, in nanoseconds; 0 if nothing is known. */
  public double peakEwmaNanos(long nowNanos) {
    return firstOutput.at(nowNanos);
  }

  /** Work per second that it can do at most, as far as was seen; 0 if that is not known. */
  public double capacity() {
    return 0;
  }

  /** What it last said of itself. */
  public Signals signals() {
    return signals;
  }

  /** It said something of itself. */
  public void signals(Signals heard) {
    signals = heard;
  }
}
