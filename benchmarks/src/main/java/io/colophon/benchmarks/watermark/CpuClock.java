package io.colophon.benchmarks.watermark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What the calling thread used of a processor; other programs on the machine do not count. */
final class CpuClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long start = THREADS.getCurrentThreadCpuTime();

  double millis() {
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
  }
}
