package io.colophon.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final long FAR = Long.MAX_VALUE;
  private static final RandomGenerator LOWEST = () -> 0L;
  private final Backoff backoff =
      Backoff.of(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(30));

  @Test
  void nanos_manyRetries_areSpreadOverABoundThatDoublesUpToItsMost() {
    SplittableRandom random = new SplittableRandom(1);
    long[] bounds = {100_000_000, 200_000_000, 400_000_000, 800_000_000, 1_000_000_000};
    for (int retries = 0; retries < bounds.length; retries++) {
      long sum = 0;
      for (int i = 0; i < 10_000; i++) {
        long wait = backoff.nanos(retries, 0, FAR, random);
        assertThat(wait).isBetween(0L, bounds[retries]);
        sum += wait;
      }
      assertThat(sum / 10_000).isBetween(bounds[retries] * 48 / 100, bounds[retries] * 52 / 100);
    }
    assertThat(backoff.nanos(Integer.MAX_VALUE, 0, FAR, random)).isBetween(0L, 1_000_000_000L);
  }

  @Test
  void nanos_upstreamAsksToWait_isNeverLess() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 1000; i++) {
      assertThat(backoff.nanos(0, 7_000_000_000L, FAR, random))
          .isBetween(7_000_000_000L, 7_100_000_000L);
    }
  }

  @Test
  void nanos_upstreamAsksForMoreThanAnybodyWaits_isNever() {
    assertThat(backoff.nanos(0, 30_000_000_001L, FAR, LOWEST)).isEqualTo(Backoff.NEVER);
  }

  @Test
  void nanos_waitReachesTheDeadline_isNever() {
    assertThat(backoff.nanos(0, 5_000_000_000L, 5_000_000_000L, LOWEST)).isEqualTo(Backoff.NEVER);
    assertThat(backoff.nanos(0, 0, 0, LOWEST)).isEqualTo(Backoff.NEVER);
  }

  @Test
  void new_mostIsLessThanFirst_isRefused() {
    assertThatThrownBy(() -> new Backoff(2, 1, 0)).hasMessageContaining("most 1 ns");
  }
}
