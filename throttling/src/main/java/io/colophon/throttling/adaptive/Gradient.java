package io.colophon.throttling.adaptive;

import java.util.random.RandomGenerator;

/**
 * The limit that a target's speed suggests. Not thread-safe.
 *
 * <p>After each window of {@link #WINDOW} first outputs the limit becomes {@code limit * g + q},
 * smoothed, where {@code g} is tolerance by slowness, within 0.5 and 1, and {@code q = sqrt(limit)
 * / 2} lets it grow while nothing is slow: the rule of Gradient2 in Netflix's concurrency-limits,
 * with time to first output for its size and time between tokens in place of a request's duration,
 * which depends on how much the model has to say. While it is slow {@code q} is half of that: in
 * full it holds the limit well above what the tolerance allows; without it chance in what is
 * measured would wear the limit down. It grows only where it is made use of.
 *
 * <p>Unloaded speed is measured as in Envoy's adaptive concurrency filter: first, and now and then,
 * the limit is lowered for some requests. It begins at a quarter of the most. Later it is lowered
 * to a little less than one by the tolerance, where a target is not slow even if its time grows in
 * proportion, rather than to the minimum, since requests to models last long; and only while it is
 * being held down: a limit at its most needs no other baseline.
 */
final class Gradient {
  static final int WINDOW = 10;

  private static final double SMOOTHING = 0.2;
  private static final double LEAST_GRADIENT = 0.5;
  private static final double CUT = 0.75;
  private static final double MOST_REBASE = 1.25;
  private static final double JITTER = 0.15;
  private static final int FIRST_PART = 4;
  private static final int OCTAVE_PARTS = 2;
  private static final int SIZES = 2 + OCTAVE_PARTS * Long.SIZE;

  private static final double PROBE_PART = 0.9;

  /** A probe that sees too few requests is given up after this part of the time between probes. */
  private static final double PROBE_TIME = 0.1;

  private final AdaptiveRules rules;
  private final RandomGenerator random;
  private final Slowness firstOutput = new Slowness(SIZES, WINDOW);
  private final Slowness perToken = new Slowness(1, WINDOW);
  private int most;
  private double limit;
  private int highestTaken;
  private boolean probing;
  private boolean begun;
  private boolean calibrated;
  private int limitInProbe;
  private long probeNanos; // begin of the probe, or when the next is due
  private boolean wasCut;
  private long cutNanos;

  Gradient(AdaptiveRules rules, int most, RandomGenerator random) {
    this.rules = rules;
    this.random = random;
    this.most = most;
    this.limit = most;
    this.probing = true;
    this.limitInProbe = bounded(most / FIRST_PART);
  }

  void most(int changed) {
    limit = limit >= most ? changed : Math.min(limit, changed);
    most = changed;
  }

  int limit() {
    return probing ? Math.min(limitInProbe, bounded(limit)) : bounded(limit);
  }

  private int bounded(double wanted) {
    return (int) Math.max(Math.min(rules.minimum(), most), Math.min(most, Math.round(wanted)));
  }

  /**
   * @param taken places when the request began, with its own
   */
  void firstOutput(long nanos, long inputTokens, int taken, long nowNanos) {
    if (!begun) {
      begun = true;
      probeNanos = nowNanos - nanos;
    }
    highestTaken = Math.max(highestTaken, taken);
    if (probing) {
      boolean beganSince = nowNanos - nanos - probeNanos >= 0;
      if (beganSince && taken <= limit()) {
        firstOutput.observe(sizeOf(inputTokens), nanos, false);
      }
      endProbe(nowNanos);
      return;
    }
    firstOutput.observe(sizeOf(inputTokens), nanos, taken <= rules.minimum());
    if (firstOutput.count() >= WINDOW) {
      closeWindow(nowNanos);
    }
  }

  void perToken(double nanos, int taken) {
    if (!probing) {
      perToken.observe(0, nanos, taken <= rules.minimum());
    }
  }

  /** Many refusals that answer requests of one moment count once. */
  void overloaded(long beganNanos, int taken, long nowNanos) {
    if (wasCut && beganNanos - cutNanos < 0) {
      return;
    }
    wasCut = true;
    cutNanos = nowNanos;
    limit = Math.max(rules.minimum(), Math.min(limit, taken) * CUT);
  }

  private void closeWindow(long nowNanos) {
    double slowness =
        Math.max(
            firstOutput.close() / rules.tolerance(), perToken.close() / rules.tokenTolerance());
    double gradient = Math.max(LEAST_GRADIENT, Math.min(1, 1 / slowness));
    boolean madeUseOf = highestTaken >= limit / 2;
    highestTaken = 0;
    boolean slow = gradient < 1;
    if (slow || madeUseOf) {
      double room = Math.max(1, Math.sqrt(limit) / (slow ? 4 : 2));
      double suggested = limit * gradient + room;
      double smoothed = limit + SMOOTHING * (suggested - limit);
      limit = Math.max(rules.minimum(), Math.min(most, smoothed));
    }
    if (limit >= most) {
      probeNanos = next(nowNanos);
    } else if (nowNanos - probeNanos >= 0) {
      probing = true;
      limitInProbe = bounded(PROBE_PART * limit / rules.tolerance());
      probeNanos = nowNanos;
    }
  }

  private void endProbe(long nowNanos) {
    boolean enough = firstOutput.count() >= WINDOW;
    boolean tooLong = nowNanos - probeNanos > rules.probeEveryNanos() * PROBE_TIME;
    if (enough || (tooLong && !calibrated)) {
      firstOutput.rebase(calibrated ? MOST_REBASE : Double.MAX_VALUE);
      calibrated = true;
    }
    if (enough || tooLong) {
      firstOutput.close();
      probing = false;
      probeNanos = next(nowNanos);
    }
  }

  private long next(long nowNanos) {
    return nowNanos + (long) (rules.probeEveryNanos() * (1 + JITTER * random.nextDouble()));
  }

  /** Half octaves, so that within a class time differs little for its size. */
  private static int sizeOf(long inputTokens) {
    if (inputTokens <= 0) {
      return 0;
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(inputTokens);
    boolean upper = octave > 0 && ((inputTokens >>> (octave - 1)) & 1) == 1;
    return 1 + OCTAVE_PARTS * octave + (upper ? 1 : 0);
  }
}
