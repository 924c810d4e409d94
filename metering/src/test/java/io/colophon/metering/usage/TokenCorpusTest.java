package io.colophon.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The estimate by script against the tokenizers themselves, on texts that its weights were not
 * fitted to. The table that it prints stands in docs/metering.md.
 */
class TokenCorpusTest {
  private static final List<String> TEXTS =
      List.of("chinese", "english", "code", "japanese", "mixed");
  private static final List<TokenizerFamily> FAMILIES =
      List.of(TokenizerFamily.O200K, TokenizerFamily.CL100K);

  private static final TokenCounter COUNTER = new TokenCounter();

  static String text(String name) throws IOException {
    try (InputStream in = TokenCorpusTest.class.getResourceAsStream("/tokens/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void estimate_ofEveryKindOfText_isWithinTheMarginOfItsFamily() throws IOException {
    StringBuilder table = new StringBuilder("text family characters tokens estimate error least\n");
    for (String name : TEXTS) {
      for (TokenizerFamily family : FAMILIES) {
        String text = text(name);
        long truth = COUNTER.count(family, text).tokens();
        TokenCount estimate = TokenCounter.estimate(family, text);
        double error = (double) estimate.tokens() / truth - 1;
        table.append(
            String.format(
                Locale.ROOT,
                "%s %s %d %d %d %+.1f%% %d%n",
                name,
                family,
                text.length(),
                truth,
                estimate.tokens(),
                100 * error,
                estimate.atLeast()));
        assertThat(Math.abs(error)).as("%s by %s", name, family).isLessThan(0.15);
        assertThat(estimate.atLeast()).as("%s by %s", name, family).isLessThanOrEqualTo(truth);
      }
    }
    System.out.print(table); // the report that this test is for
  }

  @Test
  void atLeast_ofPiecesCutOutAnywhere_isHardlyEverAboveTheTruth() throws IOException {
    int above = 0;
    int pieces = 0;
    Random random = new Random(11);
    for (String name : TEXTS) {
      String text = text(name);
      for (TokenizerFamily family : FAMILIES) {
        for (int i = 0; i < 300; i++) {
          int from = random.nextInt(text.length() - 1);
          int length = 1 + random.nextInt(Math.min(300, text.length() - from));
          String piece = text.substring(from, from + length);
          long truth = COUNTER.count(family, piece).tokens();
          above += TokenCounter.estimate(family, piece).atLeast() > truth ? 1 : 0;
          pieces++;
        }
      }
    }
    assertThat((double) above / pieces).as("%s of %s", above, pieces).isLessThanOrEqualTo(0.003);
  }

  @Test
  void count_halfACharacter_isCountedAsOneThatCannotBeRead() {
    assertThat(COUNTER.count(TokenizerFamily.O200K, "half \uD83D").tokens())
        .isEqualTo(COUNTER.count(TokenizerFamily.O200K, "half ?").tokens());
  }

  @Test
  void estimate_ofTheMakersOwnFigures_isAsTheySay() throws IOException {
    String chinese = text("chinese").replaceAll("[^\\u4E00-\\u9FFF]", "");
    double han = chinese.length();
    assertThat(TokenCounter.estimate(TokenizerFamily.DEEPSEEK, chinese).tokens() / han)
        .as("DeepSeek: 0.6 tokens for a Chinese character")
        .isBetween(0.59, 0.61);
    String english = text("english");
    assertThat(
            (double) english.length()
                / TokenCounter.estimate(TokenizerFamily.GEMINI, english).tokens())
        .as("Gemini: about 4 characters of English for a token, more for plain prose")
        .isBetween(3.5, 5.0);
  }
}
