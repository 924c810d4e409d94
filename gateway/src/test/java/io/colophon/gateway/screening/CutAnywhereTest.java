package io.colophon.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ScreeningAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a text is cut into pieces, what passes is the same. */
class CutAnywhereTest {
  private static final String[] WORDS = {"he", "she", "his", "hers", "法轮", "轮功", "😀bad", "ａｂｃ"};

  static Stream<String> texts() {
    return Stream.of(
        "call 13812345678 now",
        "id 11010519491231002X.",
        "pay 4111 1111 1111 1111, or +86 138-1234-5678!",
        "mail first.last@mail.example.co.uk and x@y.cn",
        "ushers and his heshe",
        "这是法轮功和😀bad话😀ba",
        "ABC abc ａｂｃ ab\u200bc 😀😀bad",
        "12 34 56 78 90 12 34 56 78 90",
        "1381\u200b2345\u200d678 0.4111111111111111",
        "key-abcdef123 key-zz",
        "no match at all, nothing");
  }

  private static List<TextRule> rules() {
    return List.of(
        Rules.personal(ScreeningAction.MASK),
        Rules.words(ScreeningAction.MASK, WORDS),
        Rules.wholeWords("zz", "ab"),
        Rules.expression("key-[a-f]+[0-9]{3}"));
  }

  private static String inPieces(String text, List<Integer> cuts) {
    TextScreen screen = new TextScreen(rules(), 64);
    StringBuilder passed = new StringBuilder();
    int from = 0;
    for (int cut : cuts) {
      passed.append(screen.accept(text.substring(from, cut)));
      from = cut;
    }
    passed.append(screen.accept(text.substring(from)));
    return passed.append(screen.end()).toString();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void screen_cutAtEveryPlace_isTheSame(String text) {
    String whole = inPieces(text, List.of());
    for (int cut = 0; cut <= text.length(); cut++) {
      assertThat(inPieces(text, List.of(cut))).as("cut at " + cut).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void screen_everyCharacterAlone_isTheSame(String text) {
    List<Integer> cuts = new ArrayList<>();
    for (int i = 1; i < text.length(); i++) {
      cuts.add(i);
    }
    assertThat(inPieces(text, cuts)).isEqualTo(inPieces(text, List.of()));
  }

  @Test
  void screen_randomTextsInRandomPieces_areTheSame() {
    String[] bits = {
      "he",
      "s",
      "r",
      "1381234",
      "5678",
      " ",
      "-",
      "@",
      "a.b",
      "cn",
      "法",
      "轮",
      "功",
      "😀",
      "bad",
      "4111 1111",
      "key-",
      "ab1",
      "23",
      "\u200b",
      "X"
    };
    Random random = new Random(7);
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 12; i++) {
        text.append(bits[random.nextInt(bits.length)]);
      }
      List<Integer> cuts = new ArrayList<>();
      for (int at = random.nextInt(4); at < text.length(); at += random.nextInt(6)) {
        cuts.add(at);
      }
      String said = text.toString();
      assertThat(inPieces(said, cuts)).as(said + cuts).isEqualTo(inPieces(said, List.of()));
    }
  }
}
