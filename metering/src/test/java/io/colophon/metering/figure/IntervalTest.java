package io.colophon.metering.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

  @ParameterizedTest
  @CsvSource({"-1,0,1", "2,1,3", "1,4,3", "NaN,1,1", "0,NaN,1", "0,0,NaN", "0,1,Infinity"})
  void interval_boundsOutOfOrderOrNotFinite_isRejected(double low, double best, double high) {
    assertThatThrownBy(() -> new Interval(low, best, high))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 0 <= low <= best <= high");
  }

  @Test
  void between_hugeBounds_doesNotOverflow() {
    assertThat(Interval.between(Double.MAX_VALUE, Double.MAX_VALUE))
        .isEqualTo(Interval.of(Double.MAX_VALUE));
    assertThat(Interval.between(1, 3)).isEqualTo(new Interval(1, 2, 3));
  }

  @Test
  void dividedBy_interval_dividesTheLowByTheHigh() {
    assertThat(new Interval(2, 6, 12).dividedBy(new Interval(1, 2, 4)))
        .isEqualTo(new Interval(0.5, 3, 12));
  }

  @Test
  void atMost_limitWithin_cutsBestAndHigh() {
    assertThat(new Interval(1, 5, 9).atMost(4)).isEqualTo(new Interval(1, 4, 4));
  }

  @Test
  void operations_pointsWithinTheOperands_stayWithinTheResult() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      Interval a = Interval.between(1 + random.nextDouble(), 3 + random.nextDouble());
      Interval b = Interval.between(1 + random.nextDouble(), 3 + random.nextDouble());
      double x = random.nextDouble(a.low(), a.high());
      double y = random.nextDouble(b.low(), b.high());
      assertThat(x + y).isBetween(a.plus(b).low(), a.plus(b).high());
      assertThat(x * y).isBetween(a.times(b).low(), a.times(b).high());
      assertThat(x / y).isBetween(a.dividedBy(b).low(), a.dividedBy(b).high());
    }
  }
}
