package io.colophon.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {
  private final Histogram histogram = new Histogram(new double[] {1, 4, 16});

  @Test
  void record_valueOnABound_belongsToTheBucketBelow() {
    for (double value : new double[] {0, 1, 1.000001, 4, 16, 16.000001, 1e12}) {
      histogram.record(value);
    }

    Series.Reading.Spread spread = (Series.Reading.Spread) histogram.read();
    assertThat(spread.counts()).containsExactly(2, 2, 1, 2);
    assertThat(spread.count()).isEqualTo(7);
    assertThat(spread.sum()).isEqualTo(0 + 1 + 1.000001 + 4 + 16 + 16.000001 + 1e12);
  }

  @Test
  void record_countsOfAnother_areAdded() {
    histogram.record(2);

    histogram.record(new int[] {0, 3, 0, 1}, 30.5);

    Series.Reading.Spread spread = (Series.Reading.Spread) histogram.read();
    assertThat(spread.counts()).containsExactly(0, 4, 0, 1);
    assertThat(spread.sum()).isEqualTo(32.5);
  }
}
