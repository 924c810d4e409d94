package io.colophon.provider.local.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  private final Tokenizer tokenizer =
      new Tokenizer(Vocabulary.parse(Resources.bytes("vocabulary.txt")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "\r\n\t\0\u007f",
        "The mountain is a land mass.",
        "  two  spaces  and\n\n\nlines\n",
        "back\\slash \\n and <end> <pad> <0A>",
        "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。",
        "中English文mixed。",
        "é ñ ü Ä ß ø ő",
        "\u202eright to left\u202c שלום مرحبا",
        "👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇳",
        "𠮷野家 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
        "\ud800 alone",
        "alone \udfff",
        "\udc00\ud800 turned round",
        "\ufeff\uffff\ufffd",
        "a\u0300\u0301\u0302\u0303"
      })
  void decode_anyText_givesItBack(String text) {
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }

  @Test
  void decode_randomCodeUnits_givesThemBack() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 0; n < 200; n++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        text.append((char) random.nextInt(n % 2 == 0 ? 0x10000 : 0x180));
      }
      assertThat(tokenizer.decode(tokenizer.encode(text.toString()))).isEqualTo(text.toString());
    }
  }

  @Test
  void encode_commonEnglish_isFewerTokensThanHalfOfItsLetters() {
    String text = "A mountain is a land mass that projects well above its surroundings.";

    assertThat(tokenizer.encode(text)).hasSizeLessThan(text.length() / 3);
  }

  @Test
  void encode_commonChinese_isOneTokenForEachCharacter() {
    assertThat(tokenizer.encode("举头望明月")).hasSize(5);
  }

  @Test
  void encode_emoji_isItsFourBytes() {
    int first = Vocabulary.FIRST_BYTE;

    assertThat(tokenizer.encode("😀"))
        .containsExactly(first + 0xF0, first + 0x9F, first + 0x98, first + 0x80);
  }

  @Test
  void encode_specialPieceInText_isNotTheSpecialToken() {
    assertThat(tokenizer.encode("<sep>")).doesNotContain(2).hasSizeGreaterThan(1);
  }

  @Test
  void decode_brokenUtf8_showsReplacementCharacters() {
    int first = Vocabulary.FIRST_BYTE;

    assertThat(tokenizer.decode(new int[] {first + 0xE4, first + 0xB8, first + 'x', first + 0xFF}))
        .isEqualTo("\ufffd\ufffdx\ufffd");
  }

  @Test
  void count_endlessWord_isCutSoThatItStaysLinear() {
    String once = "a".repeat(32);

    assertThat(tokenizer.count(once.repeat(5_000), () -> {}))
        .isEqualTo(5_000 * tokenizer.encode(once).length);
  }

  @Test
  void count_checkThrows_ends() {
    assertThatThrownBy(
            () ->
                tokenizer.count(
                    "a b ".repeat(10_000),
                    () -> {
                      throw new CancellationException("gone");
                    }))
        .isInstanceOf(CancellationException.class);
  }
}
