package io.colophon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void calls_rateAndLength_areCounted() {
    assertThat(Schedule.calls(500, Duration.ofSeconds(3))).isEqualTo(1500);
    assertThat(Schedule.calls(3, Duration.ofMillis(1500))).isEqualTo(4);
  }

  @Test
  void offsetNanos_thirds_doNotDrift() {
    assertThat(Schedule.offsetNanos(0, 3)).isZero();
    assertThat(Schedule.offsetNanos(1, 3)).isEqualTo(333_333_333L);
    assertThat(Schedule.offsetNanos(3_000_000_000L, 3)).isEqualTo(1_000_000_000_000_000_000L);
  }
}
