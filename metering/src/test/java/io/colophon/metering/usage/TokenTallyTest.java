package io.colophon.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Quantity;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTallyTest {
  private static final TokenCounter COUNTER = new TokenCounter();

  @ParameterizedTest
  @ValueSource(strings = {"chinese", "english", "code", "japanese", "mixed"})
  void tally_inAnyPieces_isThatOfTheWhole(String name) throws IOException {
    String text = TokenCorpusTest.text(name);
    for (TokenizerFamily family : TokenizerFamily.values()) {
      TokenCount whole = TokenCounter.estimate(family, text);
      for (int seed = 0; seed < 8; seed++) {
        Random random = new Random(seed);
        TokenTally tally = TokenTally.of(family);
        for (int at = 0; at < text.length(); ) {
          int to = Math.min(text.length(), at + 1 + random.nextInt(12));
          tally.add(text.substring(at, to));
          at = to;
        }
        assertThat(tally.soFar()).as("%s %s", family, seed).isEqualTo(whole);
        assertThat(tally.count(COUNTER)).isEqualTo(COUNTER.count(family, text));
      }
    }
  }

  @Test
  void count_byTheModelsOwnTokenizer_isACount() {
    TokenTally tally = TokenTally.of(TokenizerFamily.of("gpt-4o"));
    tally.add("Hello");
    tally.add(" world");
    assertThat(tally.isCountable()).isTrue();
    assertThat(tally.count(COUNTER))
        .isEqualTo(new TokenCount(2, 2, Quantity.Source.COUNTED_LOCALLY));
  }

  @Test
  void count_withoutTheModelsTokenizer_isAnEstimateAndKeepsNothing() {
    TokenTally tally = TokenTally.of(TokenizerFamily.QWEN);
    tally.add("Hello world");
    assertThat(tally.isCountable()).isFalse();
    assertThat(tally.count(COUNTER).source()).isEqualTo(Quantity.Source.ESTIMATED);
  }

  @Test
  void count_ofNothing_isNone() {
    for (TokenizerFamily family : TokenizerFamily.values()) {
      TokenTally tally = TokenTally.of(family);
      tally.add("");
      assertThat(tally.count(COUNTER).tokens()).isZero();
      assertThat(tally.soFar().atLeast()).isZero();
    }
  }

  @Test
  void count_ofMoreThanIsKept_isScaledByItsBeginningAndCalledAnEstimate() throws IOException {
    String text = TokenCorpusTest.text("english").repeat(150);
    assertThat(text.length()).isGreaterThan(TokenTally.MOST_KEPT);
    TokenTally tally = TokenTally.of(TokenizerFamily.O200K);
    for (int at = 0; at < text.length(); at += 5) {
      tally.add(text.substring(at, Math.min(text.length(), at + 5)));
    }
    TokenCount count = tally.count(COUNTER);
    long truth = COUNTER.count(TokenizerFamily.O200K, text).tokens();
    assertThat((double) count.tokens() / truth).isBetween(0.99, 1.01);
    assertThat(count.atLeast()).isLessThanOrEqualTo(truth);
    assertThat(count.source()).isEqualTo(Quantity.Source.ESTIMATED);
  }

  @Test
  void count_ofOneWordWithoutEnd_endsAndIsBounded() {
    String word = "a".repeat(100_000);
    assertThat(COUNTER.count(TokenizerFamily.CL100K, word).tokens()).isBetween(1_000L, 100_000L);
    assertThat(TokenCounter.estimate(TokenizerFamily.CL100K, word).tokens())
        .isBetween(1_000L, 100_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o-mini, O200K",
    "openai/gpt-4.1, O200K",
    "gpt-5-nano, O200K",
    "o3-mini, O200K",
    "openai/o4-mini, O200K",
    "gpt-oss-120b, O200K",
    "gpt-4-turbo, CL100K",
    "gpt-3.5-turbo-0125, CL100K",
    "text-embedding-3-small, CL100K",
    "Qwen/Qwen3-32B, QWEN",
    "qwq-plus, QWEN",
    "deepseek-chat, DEEPSEEK",
    "deepseek-r1-distill-qwen-32b, QWEN",
    "meta-llama/Llama-3.3-70B-Instruct, LLAMA",
    "glm-4.6, GLM",
    "claude-sonnet-4-5, CLAUDE",
    "anthropic.claude-3-haiku-20240307-v1:0, CLAUDE",
    "gemini-2.5-flash, GEMINI",
    "mistral-large, OTHER",
    "'', OTHER"
  })
  void family_byNameOfAModel_isThatOfItsTokenizer(String model, TokenizerFamily family) {
    assertThat(TokenizerFamily.of(model)).isEqualTo(family);
  }
}
