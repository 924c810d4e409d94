package io.colophon.labeling.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What one hostile input may cost. Processor time and memory of the thread are measured: what else
 * the machine does has no influence. Generous, as instrumented code is slow; the limit of 200 ms is
 * asserted where nothing is instrumented.
 */
final class Limits {
  private static final long MOST_NANOS = 2_000_000_000L;
  private static final long MOST_BYTES = 256L << 20;
  private static final com.sun.management.ThreadMXBean THREAD =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Limits() {}

  /** Something to be measured. */
  interface Task<T> {
    T run() throws IOException;
  }

  static <T> T within(Task<T> task) throws IOException {
    long nanos = THREAD.getCurrentThreadCpuTime();
    long bytes = THREAD.getCurrentThreadAllocatedBytes();
    T result = task.run();
    if (THREAD.getCurrentThreadAllocatedBytes() - bytes < MOST_BYTES
        && THREAD.getCurrentThreadCpuTime() - nanos < MOST_NANOS) {
      return result;
    }
    // It may have been the loading of classes; a second time it is the input.
    nanos = THREAD.getCurrentThreadCpuTime();
    bytes = THREAD.getCurrentThreadAllocatedBytes();
    result = task.run();
    assertThat(THREAD.getCurrentThreadAllocatedBytes() - bytes)
        .as("bytes of memory asked for")
        .isLessThan(MOST_BYTES);
    assertThat(THREAD.getCurrentThreadCpuTime() - nanos)
        .as("nanoseconds of processor time")
        .isLessThan(MOST_NANOS);
    return result;
  }
}
