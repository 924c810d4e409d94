package io.colophon.provider.local.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.local.work.Work;
import io.colophon.provider.spi.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalLanguageModelTest {
  private static final LocalLanguageModel MODEL = LocalLanguageModel.load();
  private static final TextPrompt MOUNTAIN = new TextPrompt("What is a mountain?");
  private static final TextPrompt AUTUMN = new TextPrompt("写一首关于秋天和月亮的诗");

  private static TextResult write(TextPrompt prompt, Sampling sampling) {
    return MODEL.generate(prompt, sampling, text -> {}, Work.UNOBSERVED);
  }

  private static TextResult write(TextPrompt prompt, long seed) {
    return write(prompt, Sampling.DEFAULT.withSeed(seed));
  }

  @Test
  void generate_englishWithSeed_givesTheTextOfRecord() {
    assertThat(write(MOUNTAIN, 1).text())
        .isEqualTo(
            "The word mountain means the act of throwing out." + " He washed out of the mountain.");
  }

  @Test
  void generate_chineseWithSeed_givesTheTextOfRecord() {
    assertThat(write(AUTUMN, 1).text()).isEqualTo("月亮阳台月亮楼，月明月亮照人家。\n九重金殿秋天上，一夜云窗桂魄中。");
  }

  @Test
  void generate_manyThreads_giveTheSameText() throws Exception {
    String expected = write(MOUNTAIN, 5).text();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> texts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        texts.add(pool.submit(() -> write(MOUNTAIN, 5).text()));
      }
      for (Future<String> text : texts) {
        assertThat(text.get()).isEqualTo(expected);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void generate_otherSeeds_giveOtherTexts() {
    assertThat(List.of(write(MOUNTAIN, 1), write(MOUNTAIN, 2), write(MOUNTAIN, 3)))
        .extracting(TextResult::text)
        .doesNotHaveDuplicates();
  }

  @Test
  void generate_temperatureZero_doesNotDependOnTheSeed() {
    Sampling greedy = Sampling.DEFAULT.withTemperature(0);

    assertThat(write(MOUNTAIN, greedy.withSeed(1))).isEqualTo(write(MOUNTAIN, greedy.withSeed(2)));
  }

  @Test
  void generate_maxTokens_endsThereWithLength() {
    TextResult result = write(MOUNTAIN, Sampling.DEFAULT.withSeed(1).withMaxTokens(5));

    assertThat(result.outputTokens()).isEqualTo(5);
    assertThat(result.finish()).isEqualTo(FinishReason.LENGTH);
    assertThat(write(MOUNTAIN, 1).text()).startsWith(result.text());
  }

  @Test
  void generate_default_endsByItselfWithStop() {
    TextResult result = write(MOUNTAIN, 1);

    assertThat(result.finish()).isEqualTo(FinishReason.STOP);
    assertThat(result.outputTokens()).isBetween(5, 150);
    assertThat(result.inputTokens()).isEqualTo(MODEL.countTokens(MOUNTAIN.text()));
    assertThat(MODEL.countTokens(" " + result.text()))
        .isBetween(result.outputTokens() - 3, result.outputTokens() + 3);
  }

  @Test
  void generate_stopText_endsBeforeIt() {
    String whole = write(MOUNTAIN, 1).text();
    int stop = whole.indexOf("ain");

    TextResult result = write(MOUNTAIN, Sampling.DEFAULT.withSeed(1).withStops(List.of("ain")));

    assertThat(stop).isPositive();
    assertThat(result.text()).isEqualTo(whole.substring(0, stop));
    assertThat(result.finish()).isEqualTo(FinishReason.STOP);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void generate_fragments_areWholeCharactersAndMakeTheText(long seed) {
    for (TextPrompt prompt : List.of(MOUNTAIN, AUTUMN)) {
      List<String> fragments = new ArrayList<>();
      TextResult result =
          MODEL.generate(prompt, Sampling.DEFAULT.withSeed(seed), fragments::add, Work.UNOBSERVED);

      assertThat(fragments).hasSizeGreaterThan(5).doesNotContain("");
      assertThat(fragments)
          .noneMatch(f -> f.chars().anyMatch(c -> Character.isSurrogate((char) c)));
      assertThat(fragments).noneMatch(f -> f.contains("\ufffd"));
      assertThat(String.join("", fragments)).isEqualTo(result.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"写一首关于秋天和月亮的诗", "请介绍一下学习的重要性", "用一首宋词描写离别", "人工智能", "你好！"})
  void generate_chinesePrompt_isMostlyHan(String prompt) {
    String text = write(new TextPrompt(prompt), 3).text();

    // The rest is punctuation, of which prose in short sayings has much.
    assertThat(text.chars().filter(c -> ChinesePrompts.isHan((char) c)).count())
        .isGreaterThan(text.length() * 6L / 10)
        .isGreaterThan(5);
    assertThat(text).doesNotContainPattern("[A-Za-z]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Write a story about a king.",
        "computer",
        "",
        "😀 42",
        "¿Qué es un río?",
        "\ud800"
      })
  void generate_otherPrompt_isMostlyAsciiLetters(String prompt) {
    String text = write(new TextPrompt(prompt), 3).text();

    assertThat(text.chars().filter(c -> c < 128 && Character.isLetter(c)).count())
        .isGreaterThan(text.length() * 7L / 10)
        .isGreaterThan(8);
    assertThat(text).matches(t -> t.chars().allMatch(c -> c < 128), "only ASCII");
  }

  @Test
  void generate_keywordOfPrompt_comesUpInMostTexts() {
    int named = 0;
    for (String word : List.of("mountain", "king", "river", "music", "doctor", "bread", "horse")) {
      String text = write(new TextPrompt("Tell me about: " + word), 11).text();
      named += text.toLowerCase(Locale.ROOT).contains(word) ? 1 : 0;
    }

    assertThat(named).isGreaterThanOrEqualTo(5);
  }

  @Test
  void generate_cancelled_endsWithinOneToken() {
    CountedWork work = new CountedWork(12);

    assertThatThrownBy(() -> MODEL.generate(MOUNTAIN, Sampling.DEFAULT, text -> {}, work))
        .isInstanceOf(CancellationException.class)
        .hasMessage("cancelled after 12 checkpoints");
    assertThat(work.checkpoints()).isEqualTo(13);
  }

  @Test
  void generate_listenerThrows_passesItOn() {
    assertThatThrownBy(
            () ->
                MODEL.generate(
                    MOUNTAIN,
                    Sampling.DEFAULT,
                    text -> {
                      throw new CancellationException("reader gone");
                    },
                    Work.UNOBSERVED))
        .hasMessage("reader gone");
  }

  @Test
  void generate_observed_saysProgressAndOperations() {
    CountedWork plain = new CountedWork(Integer.MAX_VALUE);
    CountedWork guided = new CountedWork(Integer.MAX_VALUE);
    Sampling ten = Sampling.DEFAULT.withMaxTokens(10);

    MODEL.generate(MOUNTAIN, ten.withGuidance(1), text -> {}, plain);
    MODEL.generate(MOUNTAIN, ten, text -> {}, guided);

    assertThat(plain.progressSaid()).isSorted().endsWith(1.0);
    // Read: 4 tokens of condition and 9 written ones. Two operations for each weight, less the
    // inner values that squared ReLU left at zero; scores are made of the English slice only.
    long perToken = 2L * 4 * (4 * 192 * 192 + 192 * 768);
    assertThat(plain.flop()).isBetween(13 * perToken, 13 * 2 * MODEL.parameters());
    assertThat(guided.flop()).isGreaterThan(plain.flop() * 3 / 2);
  }
}
