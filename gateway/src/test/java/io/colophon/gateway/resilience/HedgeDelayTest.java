package io.colophon.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HedgeDelayTest {
  private static final long MILLI = 1_000_000;
  private final HedgeDelay delay =
      new HedgeDelay(
          new HedgeDelay.Settings(
              0.95, Duration.ofMillis(20), Duration.ofSeconds(10), 20, Duration.ofMinutes(1)));

  @Test
  void nanos_tooLittleIsKnown_isUnknown() {
    for (int i = 0; i < 19; i++) {
      delay.firstOutput(100 * MILLI, 10, 0);
    }
    assertThat(delay.nanos(10, 0)).isEqualTo(HedgeDelay.UNKNOWN);
    delay.firstOutput(100 * MILLI, 10, 0);
    assertThat(delay.nanos(10, 0)).isNotEqualTo(HedgeDelay.UNKNOWN);
  }

  @Test
  void nanos_hundredAnswers_isTheSlowestButFive() {
    for (int i = 1; i <= 100; i++) {
      delay.firstOutput(i * 10 * MILLI, 10, 0);
    }
    assertThat(delay.nanos(10, 0)).isBetween(950 * MILLI, 950 * MILLI * 9 / 8);
  }

  @Test
  void nanos_longPrompts_doNotMakeShortOnesWaitLonger() {
    for (int i = 0; i < 30; i++) {
      delay.firstOutput(50 * MILLI, 200, 0);
      delay.firstOutput(5000 * MILLI, 60_000, 0);
    }
    assertThat(delay.nanos(100, 0)).isBetween(50 * MILLI, 57 * MILLI);
    assertThat(delay.nanos(50_000, 0)).isBetween(5000 * MILLI, 5625 * MILLI);
    assertThat(delay.nanos(1000, 0)).isEqualTo(HedgeDelay.UNKNOWN);
  }

  @Test
  void nanos_extremes_stayWithinTheirBounds() {
    for (int i = 0; i < 30; i++) {
      delay.firstOutput(1, 10, 0);
      delay.firstOutput(Duration.ofHours(1).toNanos(), 2_000_000_000L, 0);
    }
    assertThat(delay.nanos(10, 0)).isEqualTo(20 * MILLI);
    assertThat(delay.nanos(2_000_000_000L, 0)).isEqualTo(10_000 * MILLI);
  }

  @Test
  void nanos_answersAreOld_isUnknownAgain() {
    for (int i = 0; i < 30; i++) {
      delay.firstOutput(100 * MILLI, 10, 0);
    }
    long minute = Duration.ofMinutes(1).toNanos();

    assertThat(delay.nanos(10, minute)).isNotEqualTo(HedgeDelay.UNKNOWN);
    assertThat(delay.nanos(10, 2 * minute)).isEqualTo(HedgeDelay.UNKNOWN);
  }
}
