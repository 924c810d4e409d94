package io.colophon.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecayingHistogramTest {
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private final DecayingHistogram sizes = new DecayingHistogram();

  @Test
  void quantile_fewSizes_isNotKnown() {
    for (int i = 0; i < 19; i++) {
      sizes.add(100, 0);
    }
    assertThat(sizes.quantile(0.99, 0)).isEmpty();
  }

  @Test
  void quantile_oneOfAThousandIsLong_isThatOfTheOthersWithinAFifth() {
    for (int i = 0; i < 999; i++) {
      sizes.add(100, 0);
    }
    sizes.add(60_000, 0);

    assertThat(sizes.quantile(0.99, 0).getAsLong()).isBetween(100L, 119L);
  }

  @Test
  void quantile_sizesChange_newOnesWeighMore() {
    for (int i = 0; i < 1000; i++) {
      sizes.add(4000, 0);
    }
    for (int i = 0; i < 100; i++) {
      sizes.add(10, 12 * HOUR);
    }
    assertThat(sizes.quantile(0.99, 12 * HOUR).getAsLong()).isBetween(10L, 12L);
  }

  @Test
  void quantile_nothingForADay_isNotKnown() {
    for (int i = 0; i < 100; i++) {
      sizes.add(4000, 0);
    }
    assertThat(sizes.quantile(0.99, 24 * HOUR)).isEmpty();
  }

  @Test
  void add_timeGoesOnForYears_weightsStayFinite() {
    for (int i = 0; i < 1000; i++) {
      sizes.add(500, i * 100 * HOUR);
    }
    for (int i = 0; i < 50; i++) {
      sizes.add(7, 100_000 * HOUR);
    }
    assertThat(sizes.quantile(0.99, 100_000 * HOUR).getAsLong()).isBetween(7L, 8L);
  }

  @Test
  void quantile_emptyAndHugeSizes_findAClass() {
    for (int i = 0; i < 20; i++) {
      sizes.add(i % 2 == 0 ? 0 : Long.MAX_VALUE, 0);
    }
    assertThat(sizes.quantile(0.5, 0)).hasValue(1);
    assertThat(sizes.quantile(0.99, 0).getAsLong()).isGreaterThan(10_000_000);
  }
}
