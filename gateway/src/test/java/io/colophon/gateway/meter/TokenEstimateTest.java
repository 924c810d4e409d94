package io.colophon.gateway.meter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimateTest {

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2", "你好, 2", "你好ab, 3", "𠮷, 1", "カナ한글, 4"})
  void of_text_countsFourLettersOrOneIdeographToAToken(String text, long tokens) {
    assertThat(TokenEstimate.of(text)).isEqualTo(tokens);
  }
}
