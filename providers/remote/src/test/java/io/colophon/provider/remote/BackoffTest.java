package io.colophon.provider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  /** Draws the largest value there is. */
  private static final RandomGenerator HIGHEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @ParameterizedTest
  @CsvSource({"0,100", "1,200", "2,400", "6,6400", "7,10000", "62,10000", "1000000,10000"})
  void delay_afterFailures_isAtMostTheCeiling(int failures, long ceiling) {
    assertThat(new Backoff(100, 10_000, HIGHEST).delayNanos(failures)).isEqualTo(ceiling);
  }

  @Test
  void delay_drawnOften_isSpreadFromZeroToTheCeiling() {
    Backoff backoff = new Backoff(100, 10_000, new Random(7));

    long[] delays = LongStream.range(0, 10_000).map(i -> backoff.delayNanos(3)).toArray();

    assertThat(LongStream.of(delays).min()).hasValue(0);
    assertThat(LongStream.of(delays).max()).hasValue(800);
    assertThat(LongStream.of(delays).average().orElseThrow()).isBetween(380.0, 420.0);
  }
}
