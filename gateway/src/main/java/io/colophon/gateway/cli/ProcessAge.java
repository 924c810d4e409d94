package io.colophon.gateway.cli;

import java.time.Clock;
import java.time.Duration;

/** How long ago the command was given: the launcher says when it began. */
final class ProcessAge {
  private static final long LAUNCHED_MICROS = Long.getLong("colophon.started.micros", 0);

  private ProcessAge() {}

  /**
   * Not negative. Without the launcher's word the system's is taken, which counts from the start of
   * the shell that became this process; zero where it does not say.
   */
  static Duration of(Clock clock) {
    if (LAUNCHED_MICROS > 0) {
      Duration since = Duration.ofMillis(clock.millis() - LAUNCHED_MICROS / 1000);
      return since.isNegative() ? Duration.ZERO : since;
    }
    Duration age =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, clock.instant()))
            .orElse(Duration.ZERO);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
