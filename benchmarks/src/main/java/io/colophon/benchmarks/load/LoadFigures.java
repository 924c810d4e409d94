package io.colophon.benchmarks.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a load found.
 *
 * @param right calls that ended well with the right answer
 * @param messages messages that came in answered calls
 * @param elapsedNanos from the first call's begin to the last one's end
 * @param latencies of answered calls in nanoseconds, from when each should have begun
 * @param faults what went wrong, and how often
 */
public record LoadFigures(
    long right, long messages, long elapsedNanos, Histogram latencies, Map<String, Long> faults) {

  public LoadFigures {
    faults = Map.copyOf(faults);
  }

  /** Right answers per second. */
  public double perSecond() {
    return right * 1e9 / elapsedNanos;
  }

  /** A percentile of the latency in microseconds. */
  public double micros(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e3;
  }

  /** The longest latency in microseconds. */
  public double maxMicros() {
    return latencies.getMaxValue() / 1e3;
  }

  /** How many calls went wrong in whatever way. */
  public long wrong() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }
}
