package io.colophon.benchmarks.simulation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final int COUNT = 100_000;

  private static double mean(ToDoubleFunction<Draws> draw) {
    Draws draws = Draws.of(7, "means");
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += draw.applyAsDouble(draws);
    }
    return sum / COUNT;
  }

  /** First output of SplitMix64 for the seed 0 as published by Vigna (splitmix64.c). */
  @Test
  void nextLong_splitMix64_asPublished() {
    // The constructor has made one step more than the published seed 0.
    assertThat(new Draws(-1).nextLong()).isEqualTo(0xE220A8397B1DCDAFL);
  }

  @Test
  void distributions_manyDraws_haveTheirMeans() {
    assertThat(mean(Draws::nextDouble)).isCloseTo(0.5, within(0.005));
    assertThat(mean(draws -> draws.nextInt(10))).isCloseTo(4.5, within(0.05));
    assertThat(mean(draws -> draws.exponential(3))).isCloseTo(3, within(0.05));
    assertThat(mean(Draws::gaussian)).isCloseTo(0, within(0.02));
    assertThat(mean(draws -> StrictMath.pow(draws.gaussian(), 2))).isCloseTo(1, within(0.02));
    assertThat(mean(draws -> draws.gamma(0.25))).isCloseTo(1, within(0.03));
    assertThat(mean(draws -> StrictMath.pow(draws.gamma(0.25) - 1, 2))).isCloseTo(4, within(0.2));
    assertThat(mean(draws -> draws.gamma(4))).isCloseTo(1, within(0.01));
  }

  @Test
  void of_samePurpose_sameStreamAndOthersDiffer() {
    long first = Draws.of(1, "arrivals").nextLong();

    assertThat(Draws.of(1, "arrivals").nextLong()).isEqualTo(first);
    assertThat(Draws.of(1, "stalls").nextLong()).isNotEqualTo(first);
    assertThat(Draws.of(2, "arrivals").nextLong()).isNotEqualTo(first);
  }
}
