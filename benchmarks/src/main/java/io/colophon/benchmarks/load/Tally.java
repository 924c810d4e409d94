package io.colophon.benchmarks.load;

import io.grpc.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Counts calls as they end. Thread-safe. */
final class Tally {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Recorder latencies = new Recorder(LONGEST_NANOS, 3);
  private final LongAdder right = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();

  /**
   * A call has ended.
   *
   * @param nanos since it should have begun
   * @param received messages that came
   * @param fault what was wrong with the answer; null if nothing
   */
  void answered(long nanos, int received, @Nullable String fault) {
    latencies.recordValue(Math.min(LONGEST_NANOS, Math.max(0, nanos)));
    messages.add(received);
    if (fault == null) {
      right.increment();
    } else {
      count("answer: " + fault);
    }
  }

  /** A call has failed; its time is not counted among the latencies. */
  void failed(Throwable failure) {
    count("status: " + Status.fromThrowable(failure).getCode());
  }

  /** A call was not sent since too many were under way. */
  void notSent() {
    count("not sent: too many under way");
  }

  private void count(String fault) {
    faults.computeIfAbsent(fault, f -> new LongAdder()).increment();
  }

  LoadFigures figures(long elapsedNanos) {
    Map<String, Long> counted = new TreeMap<>();
    faults.forEach((fault, count) -> counted.put(fault, count.sum()));
    return new LoadFigures(
        right.sum(), messages.sum(), elapsedNanos, latencies.getIntervalHistogram(), counted);
  }
}
