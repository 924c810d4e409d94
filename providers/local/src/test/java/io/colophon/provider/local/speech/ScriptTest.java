package io.colophon.provider.local.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptTest {

  @ParameterizedTest
  @CsvSource({
    "今天天气很好, cmn",
    "今日は天気がいいです, ja",
    "안녕하세요, ko",
    "Привет, ru",
    "Καλημέρα, el",
    "good morning, en",
    "12345, en",
    "iPhone 手机很好用而且不贵, cmn",
  })
  void languageOf_text_followsItsLetters(String text, String language) {
    assertThat(Script.languageOf(text)).isEqualTo(language);
  }
}
