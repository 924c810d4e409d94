package io.colophon.gateway.cli;

import java.time.Clock;
import java.time.Duration;

/** How long ago this process was started: the launcher's time counts, where it became us. */
final class ProcessAge {
  private ProcessAge() {}

  /** Not negative; zero where the system does not say when the process was started. */
  static Duration of(Clock clock) {
    Duration age =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, clock.instant()))
            .orElse(Duration.ZERO);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
