package io.colophon.metering.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.metering.figure.Interval;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenValueTest {

  @Test
  void interval_numberOrBounds_isRead() {
    assertThat(WrittenValue.interval("--p", "7e9")).isEqualTo(Interval.of(7e9));
    assertThat(WrittenValue.interval("--p", "134e9..400e9"))
        .isEqualTo(new Interval(134e9, 267e9, 400e9));
    assertThat(WrittenValue.interval("--p", " 1.5..2..3 ")).isEqualTo(new Interval(1.5, 2, 3));
    assertThat(WrittenValue.interval("--p", "0")).isEqualTo(Interval.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "..",
        "1..",
        "..2",
        "2..1",
        "-1",
        "-2..3",
        "1..2..3..4",
        "1...2",
        "NaN",
        "Infinity",
        "1e999",
        "0x10",
        "1d",
        "1,5"
      })
  void interval_anythingElse_namesValueAndExpectation(String text) {
    assertThatThrownBy(() -> WrittenValue.interval("--active-params", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--active-params is '"
                + text
                + "', expected a number of 0 or more, or low..high as in 134e9..400e9");
  }

  @ParameterizedTest
  @CsvSource({
    "5s, PT5S",
    "250ms, PT0.25S",
    "1m30s, PT1M30S",
    "1.5h, PT1H30M",
    "2d, PT48H",
    "10us, PT0.00001S",
    "7ns, PT0.000000007S",
    "0s, PT0S"
  })
  void duration_withUnit_isRead(String text, Duration expected) {
    assertThat(WrittenValue.duration("--latency", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5s!", "1e3s", "5sec", "99999999999d"})
  void duration_anythingElse_namesValueAndExpectation(String text) {
    assertThatThrownBy(() -> WrittenValue.duration("--latency", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "--latency is '" + text + "', expected a time with its unit, as in 5s");
  }

  @Test
  void count_exponent_isAWholeNumber() {
    assertThat(WrittenValue.count("--n", "3e6")).isEqualTo(3_000_000);
    for (String bad : new String[] {"1.5", "-1", "1e30", "", "x"}) {
      assertThatThrownBy(() -> WrittenValue.count("--n", bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("--n is '" + bad + "', expected a whole number of 0 or more");
    }
  }

  @Test
  void positive_zero_isRejected() {
    assertThatThrownBy(() -> WrittenValue.positive("--tps", "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--tps is '0', expected a number above 0");
  }
}
