package io.colophon.provider.local.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnglishTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "naïve café, naive cafe",
        "“It’s”, |\"It's\"|",
        "R&D, R and D",
        "20°C, 20 degrees C",
        "Straße, Strasse",
        "a—b, |a, b|",
        "**bold**, bold",
        "ﬁne, fine",
      })
  void of_typographicText_becomesPlainAscii(String raw, String expected) {
    assertThat(EnglishText.of(raw).text().strip()).isEqualTo(expected);
  }

  @Test
  void of_otherScript_isLeftOutAndCounted() {
    EnglishText text = EnglishText.of("Say 你好 now 🙂");
    assertThat(text.text().strip().split("\\s+")).containsExactly("Say", "now");
    assertThat(text.foreignLetters()).isEqualTo(2);
    assertThat(text.otherSymbols()).isEqualTo(1);
    assertThat(text.mostlyForeign()).isFalse();
  }

  @Test
  void mostlyForeign_chineseSentence_isTrue() {
    assertThat(EnglishText.of("今天天气很好 ok").mostlyForeign()).isTrue();
  }

  @Test
  void of_endlessWord_isBroken() {
    assertThat(EnglishText.of("x".repeat(100)).text().split(" ")).allMatch(w -> w.length() <= 30);
  }

  @Test
  void of_controlCharacters_becomeSpaces() {
    assertThat(EnglishText.of("a\u0000b\u0007c").text()).isEqualTo("a b c");
  }
}
