package io.colophon.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ScreeningAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
  private static final TextRule MASK = Rules.personal(ScreeningAction.MASK);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // GB 11643-1999 gives the first two as its examples.
        "身份证 11010519491231002X。 | 身份证 ***。",
        "440524188001010014 | ***",
        "id 11010519491231002x, | id ***,",
        "110105 19491231 002X | ***",
        "110105-19491231-0021 | 110105-19491231-0021",
        "１１０１０５１９４９１２３１００２Ｘ | ***",
        "call 13812345678 now | call *** now",
        "+86 138-1234-5678 | ***",
        "8613812345678 | ***",
        "008613812345678. | ***.",
        "手机：１３８１２３４５６７８，谢谢 | 手机：***，谢谢",
        "٠٠٨٦١٣٨١٢٣٤٥٦٧٨ | ***",
        "mail a.b+c@mail.example.com. | mail ***.",
        "<x_1@例.com> a＠b．cn | <x_1@例.com> ***",
        "pay 4111 1111 1111 1111 today | pay *** today",
        "5500-0055-5555-5559 | ***",
        "378282246310005 | ***",
        "6200000000000005 | ***",
        "a 4111111111111111 b 13812345678 c | a *** b *** c",
        "13812345678 13912345678 | *** ***"
      })
  void screen_personalData_isMasked(String text, String expected) {
    assertThat(Rules.screened(text, MASK)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "110105194912310021", // wrong check digit
        "110105194902310023", // 31 February
        "990105194912310021", // no such province
        "1101051949123100211", // one digit too many
        "12812345678", // no mobile begins with 12
        "138123456789", // one digit too many
        "1381234567", // one too few
        "4111111111111112", // wrong checksum
        "1111111111111117", // right checksum, no card's range
        "41111111111111111111", // 20 digits
        "a@b",
        "@example.com",
        "a@.com",
        "a@b.1",
        "2026-01-31 12:00:00",
        "3.14159265358979323846",
        "1700000000000",
        "1,234,567,890",
        "v1.2.3-rc4"
      })
  void screen_whatOnlyLooksLikeIt_passes(String text) {
    assertThat(Rules.screened(text, MASK)).isEqualTo(text);
  }

  @Test
  void screen_unseenCharactersWithin_doNotHideIt() {
    assertThat(Rules.screened("1381\u200b2345\u200d6\ufeff78!", MASK)).isEqualTo("***!");
    assertThat(Rules.screened("a\u00ad@b\u2060.com", MASK)).isEqualTo("***");
  }

  @Test
  void screen_mathematicalDigits_areDigits() {
    String digits = "13812345678";
    StringBuilder bold = new StringBuilder();
    digits.chars().forEach(c -> bold.appendCodePoint(0x1D7CE + c - '0'));

    assertThat(Rules.screened("x" + bold + "y", MASK)).isEqualTo("x***y");
  }
}
