package io.colophon.provider.local.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptReaderTest {
  private final PromptReader reader =
      new PromptReader(Vocabulary.parse(Resources.bytes("vocabulary.txt")));

  private Condition read(String text) {
    return reader.read(new TextPrompt(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What is a mountain?|DEFINE|mountain",
        "Please write a short story about a king and his son.|VERSE|king,son",
        "EXPLAIN how a VOLCANO works, in simple words|DEFINE|volcano,works",
        "Tell me a story|VERSE|tell,story",
        "sea, ship, wind, storm, harbour|DEFINE|sea,ship,wind,storm",
        "one dog and one cat, and again the cat|DEFINE|cat,dog",
      })
  void read_english_keepsTheWordsOfTheTopic(String prompt, Form form, String keys) {
    assertThat(read(prompt))
        .isEqualTo(new Condition(Language.ENGLISH, form, List.of(keys.split(","))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "写一首关于秋天和月亮的诗|SEVEN|秋天,月亮",
        "请写一首五言绝句，主题是思乡|FIVE|思乡",
        "帮我写一首宋词，关于离别|CI|离别",
        "请介绍一下长城|PROSE|长城",
        "春天的花|SEVEN|春天,花",
        "請寫一首關於長城與風雲的詩|SEVEN|长城,风云",
        "你好|SEVEN|你好",
      })
  void read_chinese_keepsTheCharactersOfTheTopic(String prompt, Form form, String keys) {
    assertThat(read(prompt))
        .isEqualTo(new Condition(Language.CHINESE, form, List.of(keys.split(","))));
  }

  @ParameterizedTest
  @CsvSource({
    "explain the word 道 to me please, ENGLISH",
    "用 Java 写诗, CHINESE",
    "¿Qué es un río?, ENGLISH",
    "12345, ENGLISH"
  })
  void read_mixed_takesTheLanguageOfMost(String prompt, Language language) {
    assertThat(read(prompt).language()).isEqualTo(language);
  }

  @Test
  void read_nothingKnown_hasNoKeys() {
    assertThat(read("").keys()).isEmpty();
    assertThat(read("😀 ?! 42").keys()).isEmpty();
    assertThat(read("x".repeat(100_000)).keys()).isEmpty();
  }

  @Test
  void prompt_tooLong_saysHowLong() {
    assertThatThrownBy(() -> new TextPrompt("x".repeat(200_001)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prompt of 200001 UTF-16 units; local-lm reads at most 200000");
  }
}
