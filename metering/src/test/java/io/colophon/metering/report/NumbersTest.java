package io.colophon.metering.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0         | 0",
        "0.7168    | 0.7168",
        "0.00123456| 0.0012346",
        "9999.9    | 9999.9",
        "302947.5  | 302,948",
        "17116.59  | 17,117",
        "3.15e23   | 3.1500e23",
        "0.00041   | 4.1000e-4",
        "1e100     | 1.0000e100",
        "1e-100    | 1.0000e-100"
      })
  void readable_anySize_isShort(double value, String expected) {
    assertThat(Numbers.readable(value)).isEqualTo(expected);
  }
}
