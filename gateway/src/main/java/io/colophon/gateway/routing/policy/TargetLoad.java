package io.colophon.gateway.routing.policy;

import io.colophon.provider.spi.FailureKind;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of the load of one target from what was sent there and what came of it: the base of
 * every policy's choice. Lives as long as the target is configured. Thread-safe; nothing here
 * blocks for long, and reading allocates nothing.
 */
public final class TargetLoad {

  /** A wait that a target asks for is honoured up to this. */
  public static final long LONGEST_REST_NANOS = 300_000_000_000L;

  /** Observations of latency count e times less after this. */
  static final double DECAY_NANOS = 10e9;

  /** A fuller cache makes a model server throw work away and begin it again. */
  private static final double FULL_CACHE = 0.9;

  private static final double FULL_CACHE_SLOWNESS = 2;
  private static final double MILLI = 1000;

  private final AtomicInteger outstanding = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicLong outstandingMilliWork = new AtomicLong();
  private volatile long unansweredSinceNanos;

  // Written under this.
  private final PeakEwma firstOutputs = new PeakEwma(DECAY_NANOS);
  private final PeakEwma tokens = new PeakEwma(DECAY_NANOS);
  private final Pace pace = new Pace();
  private final Slowness slowness = new Slowness();
  private volatile boolean wasLimited;
  private volatile long limitedAtNanos;
  private volatile boolean rests;
  private volatile long restingUntilNanos;

  private volatile Signals signals = Signals.NONE;

  /**
   * An attempt begins there.
   *
   * @param work as {@link Ask#work()}
   */
  public AttemptLoad begin(double work, long nowNanos) {
    if (unanswered.getAndIncrement() == 0) {
      unansweredSinceNanos = nowNanos;
    }
    outstandingMilliWork.addAndGet(milli(work));
    return new AttemptLoad(this, work, nowNanos, outstanding.incrementAndGet());
  }

  void left(AttemptLoad attempt, boolean wasUnanswered) {
    outstanding.decrementAndGet();
    outstandingMilliWork.addAndGet(-milli(attempt.work()));
    if (wasUnanswered) {
      unanswered.decrementAndGet();
    }
  }

  synchronized void firstOutput(AttemptLoad attempt, long inputTokens, long nowNanos) {
    unanswered.decrementAndGet();
    unansweredSinceNanos = nowNanos;
    long since = nowNanos - attempt.beganNanos();
    firstOutputs.observe(since, nowNanos);
    slowness.firstOutput(since, pace.firstOutput(since, inputTokens, attempt.rank(), nowNanos));
  }

  synchronized void ended(AttemptLoad attempt, boolean answered, long outputTokens, long nowNanos) {
    slowness.ended(gapNanos(outstanding.get() + 1), nowNanos);
    long service = nowNanos - (answered ? attempt.firstNanos() : attempt.beganNanos());
    if (!answered) {
      firstOutputs.observe(service, nowNanos);
    } else if (outputTokens > 1) {
      tokens.observe((double) service / (outputTokens - 1), nowNanos);
    }
    pace.ended(service, outputTokens, attempt.work(), nowNanos);
  }

  synchronized void failed(AttemptLoad attempt, FailureKind kind, long nowNanos) {
    if (kind == FailureKind.TIMED_OUT) {
      firstOutputs.observe(nowNanos - attempt.beganNanos(), nowNanos);
    }
  }

  synchronized void limited(long retryAfterNanos, long nowNanos) {
    if (retryAfterNanos <= 0) {
      wasLimited = true;
      limitedAtNanos = nowNanos;
      return;
    }
    long until = nowNanos + Math.min(retryAfterNanos, LONGEST_REST_NANOS);
    if (!isResting(nowNanos) || until - restingUntilNanos > 0) {
      restingUntilNanos = until;
      rests = true;
    }
  }

  private static long milli(double work) {
    return (long) Math.min(work * MILLI, 1e15);
  }

  /** Expected from one end to the next while so many are under way; 0 if not known. */
  private double gapNanos(double underWay) {
    double places = pace.places();
    return underWay >= places ? pace.nanosPerPlace() : pace.meanServiceNanos() / underWay;
  }

  /** Our attempts under way. */
  public int outstanding() {
    return outstanding.get();
  }

  /** Work of our attempts under way, in units of {@link Ask#work()}. */
  public double outstandingWork() {
    return outstandingMilliWork.get() / MILLI;
  }

  /** What is under way there, ours and, where the target says so, that of others. */
  public double underWay(long nowNanos) {
    Signals heard = signals;
    int ours = outstanding.get();
    return heard.isFresh(nowNanos) ? ours + heard.foreign() : ours;
  }

  /**
   * How many times slower than usual it seems to be, from 1 to 16; what it said about too many
   * requests, without saying until when, and a full cache count as slowness too.
   */
  public double slowness(long nowNanos) {
    int under = outstanding.get();
    double slow = slowness.measured();
    if (under > 0) {
      slow = Math.max(slow, silence(under, nowNanos));
    }
    if (wasLimited) {
      slow += 15 * Math.exp(-(nowNanos - limitedAtNanos) / DECAY_NANOS);
    }
    Signals heard = signals;
    return heard.cacheUse() > FULL_CACHE && heard.isFresh(nowNanos)
        ? Math.max(slow, FULL_CACHE_SLOWNESS)
        : slow;
  }

  private double silence(int under, long nowNanos) {
    double ofEnds = Slowness.ofSilence(slowness.sinceEnd(nowNanos), gapNanos(under));
    if (unanswered.get() <= 0) {
      return ofEnds;
    }
    double service = pace.meanServiceNanos();
    double expected = service == 0 ? 0 : pace.quickestNanos() + waitNanos(under) + service;
    return Math.max(ofEnds, Slowness.ofSilence(nowNanos - unansweredSinceNanos, expected));
  }

  /** What one more would wait for a place; 0 if there is one or that is not known. */
  double waitNanos(double underWay) {
    return Math.max(0, underWay + 1 - pace.places()) * pace.nanosPerPlace();
  }

  /** Whether it asked not to be tried yet. */
  public boolean isResting(long nowNanos) {
    return rests && restingUntilNanos - nowNanos > 0;
  }

  /** How long it asks not to be tried, in nanoseconds; 0 if it does not ask. */
  public long restNanos(long nowNanos) {
    return rests ? Math.max(0, restingUntilNanos - nowNanos) : 0;
  }

  /** Peak EWMA of the time to the first output, in nanoseconds; 0 if nothing is known. */
  public double peakEwmaNanos(long nowNanos) {
    return firstOutputs.at(nowNanos);
  }

  /** The same of the time between two tokens of an output. */
  double peakEwmaNanosPerToken(long nowNanos) {
    return tokens.at(nowNanos);
  }

  /** A penalty from when it last refused without saying for how long, decayed since. */
  double decayedPenalty(double penaltyNanos, long nowNanos) {
    return wasLimited ? penaltyNanos * Math.exp(-(nowNanos - limitedAtNanos) / DECAY_NANOS) : 0;
  }

  /** Work per second that it can do at most, as far as was seen; 0 if that is not known. */
  public double capacity() {
    return pace.capacity();
  }

  /** Attempts that it works at side by side, as far as was seen; 0 if that is not known. */
  public double places() {
    return pace.places();
  }

  Pace pace() {
    return pace;
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
