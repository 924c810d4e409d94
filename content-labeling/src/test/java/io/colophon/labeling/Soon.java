package io.colophon.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.function.ThrowingSupplier;

/**
 * That a hostile file costs little. Processor time of the thread is measured, so that a busy
 * machine makes no difference; generous against the limit of 200 ms, as classes are loaded and
 * nothing is compiled yet.
 */
public final class Soon {
  private static final long MOST_NANOS = 2_000_000_000L;

  /** Only against hanging. */
  private static final Duration HANGS = Duration.ofSeconds(120);

  private Soon() {}

  /** Runs a task that has to end soon, in a thread of its own. */
  public static <T> T ends(ThrowingSupplier<T> task) {
    return assertTimeoutPreemptively(
        HANGS,
        () -> {
          ThreadMXBean threads = ManagementFactory.getThreadMXBean();
          long start = threads.getCurrentThreadCpuTime();
          T result = task.get();
          assertThat(threads.getCurrentThreadCpuTime() - start)
              .as("nanoseconds of processor time")
              .isLessThan(MOST_NANOS);
          return result;
        });
  }
}
