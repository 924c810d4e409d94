package io.colophon.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ScreeningAction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextScreenTest {

  @Test
  void accept_plainChinese_doesNotWait() {
    TextScreen screen = new TextScreen(List.of(Rules.personal(ScreeningAction.MASK)), 64);

    assertThat(screen.accept("你好，世界。")).isEqualTo("你好，世界。");
  }

  @Test
  void accept_possibleBeginning_waitsUntilItIsNone() {
    TextScreen screen = new TextScreen(List.of(Rules.words(ScreeningAction.MASK, "forbidden")), 64);

    assertThat(screen.accept("this is forbid")).isEqualTo("this is ");
    assertThat(screen.accept(" me")).isEqualTo("forbid me");
  }

  @Test
  void accept_moreThanTheWindow_passes() {
    String word = "a".repeat(100);
    TextScreen screen = new TextScreen(List.of(Rules.words(ScreeningAction.MASK, word)), 64);

    assertThat(screen.accept("a".repeat(80))).hasSize(16);
  }

  @Test
  void accept_expression_keepsHalfOfTheWindowBackAndLooksWhenTheOtherHalfIsFull() {
    TextScreen screen = new TextScreen(List.of(Rules.expression("x+")), 64);

    assertThat(screen.accept("b".repeat(100))).hasSize(68);
    assertThat(screen.accept("b".repeat(31))).isEmpty();
    assertThat(screen.accept("b")).hasSize(32);
    assertThat(screen.end()).hasSize(32);
  }

  @Test
  void screen_wordsThatOverlap_areMaskedTogether() {
    assertThat(Rules.screened("xabcdx", Rules.words(ScreeningAction.MASK, "abc", "bcd", "b")))
        .isEqualTo("x[-]x");
  }

  @Test
  void screen_wordWithinAWord_passesWhereWholeWordsAreAskedFor() {
    assertThat(Rules.screened("class ass Ass-x", Rules.wholeWords("ass")))
        .isEqualTo("class [-] [-]-x");
  }

  @Test
  void screen_caseAndWidth_areTheSame() {
    assertThat(Rules.screened("BAD bAd ＢＡＤ ΣΆΣ", Rules.words(ScreeningAction.MASK, "bad", "σάσ")))
        .isEqualTo("[-] [-] [-] [-]");
  }

  @Test
  void accept_refused_endsBeforeIt() {
    TextScreen screen = new TextScreen(List.of(Rules.words(ScreeningAction.REFUSE, "stop")), 64);

    assertThat(screen.accept("go on st")).isEqualTo("go on ");
    assertThat(screen.accept("op and more")).isEmpty();
    assertThat(screen.refusedBy().orElseThrow().name()).isEqualTo("words");
    assertThat(screen.accept("later") + screen.end()).isEmpty();
  }

  @Test
  void screen_flagged_passesAndIsKnown() {
    TextScreen screen = new TextScreen(List.of(Rules.words(ScreeningAction.FLAG, "odd")), 64);

    assertThat(screen.accept("an odd one") + screen.end()).isEqualTo("an odd one");
    assertThat(screen.matched()).hasSize(1);
    assertThat(screen.hasChanged()).isFalse();
  }

  @Test
  void screen_maskOfSomethingAfterItsBeginningPassed_isNotCutInTwo() {
    TextScreen screen =
        new TextScreen(
            List.of(
                Rules.words(ScreeningAction.MASK, "bcd"), Rules.words(ScreeningAction.FLAG, "ab")),
            64);

    assertThat(screen.accept("ab") + screen.accept("c") + screen.accept("d") + screen.end())
        .isEqualTo("a[-]");
  }

  @Test
  void screen_half_ofASurrogatePair_waits() {
    TextScreen screen = new TextScreen(List.of(Rules.words(ScreeningAction.MASK, "x")), 64);

    assertThat(screen.accept("a\ud83d")).isEqualTo("a");
    assertThat(screen.accept("\ude00")).isEqualTo("\ud83d\ude00");
  }

  @Test
  void ofJson_masked_isStillJson() {
    TextScreen screen = TextScreen.ofJson(List.of(Rules.personal(ScreeningAction.MASK)));
    String json = "{\"a\": 13812345678, \"b\": \"x, 13812345678, y\", \"c\": [4111111111111111]}";

    assertThat(screen.accept(json) + screen.end())
        .isEqualTo("{\"a\": \"***\", \"b\": \"x, ***, y\", \"c\": [\"***\"]}");
  }

  @Test
  void ofJson_escapedCharacters_areRead() {
    TextScreen screen = TextScreen.ofJson(List.of(Rules.words(ScreeningAction.MASK, "法轮")));

    assertThat(screen.accept("{\"a\":\"x\\u6cd5\\u8f6ey\"}") + screen.end())
        .isEqualTo("{\"a\":\"x[-]y\"}");
  }

  @Test
  void screen_expressionsThatBacktrackElsewhere_takeLinearTime() {
    TextRule rule = Rules.expression("(a+)+b|(a|aa)+c|(.*)*d");

    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThat(Rules.screened("a".repeat(20_000), rule)).hasSize(20_000));
  }

  @Test
  void screen_wordsThatOverlapEverywhere_takeLinearTime() {
    TextRule rule = Rules.words(ScreeningAction.MASK, "a", "aa", "a".repeat(50) + "b");

    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThat(Rules.screened("a".repeat(300_000), rule)).isEqualTo("[-]"));
  }

  @Test
  void screen_numbersWithoutEnd_takeLinearTime() {
    TextRule rule = Rules.personal(ScreeningAction.MASK);
    String text = "1 2-".repeat(100_000) + "@@@@".repeat(50_000);

    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(Rules.screened(text, rule)).isEqualTo(text));
  }
}
