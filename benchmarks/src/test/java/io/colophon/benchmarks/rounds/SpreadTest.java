package io.colophon.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void show_threeRounds_isMedianWithLeastAndMost() {
    assertThat(of(70.0, 50.0, 61.25).show(1)).isEqualTo("61.3 (50.0 to 70.0)");
  }

  @Test
  void median_evenNumber_isMeanOfTheMiddle() {
    assertThat(of(4, 1, 3, 2).median()).isEqualTo(2.5);
  }

  @Test
  void over_rounds_dividesRoundByRound() {
    // Not the ratio of the medians, which would be 2.
    assertThat(of(10, 20, 90).over(of(10, 5, 30)).show(1)).isEqualTo("3.0 (1.0 to 4.0)");
  }

  @Test
  void minus_otherNumberOfRounds_isRefused() {
    assertThatThrownBy(() -> of(1, 2).minus(of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 rounds and 1, expected as many");
  }

  private static Spread of(double... values) {
    Spread spread = new Spread();
    for (double value : values) {
      spread.add(value);
    }
    return spread;
  }
}
