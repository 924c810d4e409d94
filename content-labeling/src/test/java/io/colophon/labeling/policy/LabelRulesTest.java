package io.colophon.labeling.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.ShownLabel.Cue;
import io.colophon.labeling.ShownLabel.SoundPlace;
import io.colophon.labeling.ShownLabel.TextPlace;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LabelRulesTest {
  private static final Set<Jurisdiction> CN = EnumSet.of(Jurisdiction.CN);
  private static final Set<Jurisdiction> EU = EnumSet.of(Jurisdiction.EU);
  private static final Set<Jurisdiction> CN_EU = EnumSet.of(Jurisdiction.CN, Jurisdiction.EU);
  private static final Set<Jurisdiction> CN_IN = EnumSet.of(Jurisdiction.CN, Jurisdiction.IN);

  private static LabelPlan plan(Set<Jurisdiction> regimes, Medium medium, ContentFacts facts) {
    return LabelRules.plan(regimes, medium, ContentUse.PUBLIC, LabelChoices.NONE, facts);
  }

  private static LabelChoices cue(Cue cue, SoundPlace place) {
    return new LabelChoices(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(cue),
        Optional.of(place),
        false,
        false,
        false);
  }

  private static String words(
      Set<Jurisdiction> regimes, Medium medium, LabelChoices choices, ContentFacts facts) {
    LabelPlan plan = LabelRules.plan(regimes, medium, ContentUse.PUBLIC, choices, facts);
    return PolicyTable.cell(medium, plan);
  }

  @Test
  void plan_chinaAndEuropeImage_isTheUnionWithOneShortText() {
    assertThat(words(CN_EU, Medium.IMAGE, LabelChoices.NONE, ContentFacts.NONE))
        .isEqualTo("AI生成 top-right, watermark, c2pa");
  }

  @Test
  void plan_chinaAndIndiaImage_hasWordsForBothReaders() {
    assertThat(words(CN_IN, Medium.IMAGE, LabelChoices.NONE, ContentFacts.NONE))
        .isEqualTo("AI生成 · AI-generated bottom-right, c2pa");
  }

  @Test
  void plan_chinaAndIndiaSound_speaksEnglishThenTheRhythm() {
    assertThat(words(CN_IN, Medium.SOUND, LabelChoices.NONE, ContentFacts.NONE))
        .isEqualTo("spoken-english-and-morse start, c2pa");
  }

  @Test
  void plan_chinaAndEuropeChineseSound_speaksChinese() {
    assertThat(words(CN_EU, Medium.SOUND, LabelChoices.NONE, ContentFacts.NONE.withChinese(true)))
        .isEqualTo("spoken-chinese start, watermark, c2pa");
  }

  @Test
  void plan_rhythmChosenUnderEurope_isTakenAndTold() {
    assertThat(words(CN_EU, Medium.SOUND, cue(Cue.MORSE, SoundPlace.START), ContentFacts.NONE))
        .isEqualTo("morse start, watermark, c2pa, (eu-earcon)");
  }

  @Test
  void plan_rhythmAtTheEndChosenButIndiaAdded_isSpokenAndFirst() {
    assertThat(words(CN_IN, Medium.SOUND, cue(Cue.MORSE, SoundPlace.END), ContentFacts.NONE))
        .isEqualTo("spoken-english-and-morse start, c2pa");
    assertThat(words(CN, Medium.SOUND, cue(Cue.MORSE, SoundPlace.END), ContentFacts.NONE))
        .isEqualTo("morse end");
  }

  @Test
  void plan_europeanText_isSignedFromTwoHundredTokensOn() {
    LabelPlan shortText = plan(EU, Medium.TEXT, ContentFacts.NONE.withTokens(199));
    assertThat(shortText.shown()).isEmpty();
    assertThat(shortText.credentials()).isFalse();
    assertThat(shortText.reasons()).containsExactly("eu-short-text", "explicit-not-asked");
    LabelPlan longText = plan(EU, Medium.TEXT, ContentFacts.NONE.withTokens(200));
    assertThat(longText.credentials()).isTrue();
    assertThat(longText.reasons()).containsExactly("eu-no-text-watermark", "explicit-not-asked");
    assertThat(plan(EU, Medium.TEXT, ContentFacts.NONE).credentials()).isTrue();
  }

  @Test
  void plan_firstAnswerOfAChatUnderEurope_saysItAtTheStart() {
    LabelPlan first =
        LabelRules.plan(
            CN_EU,
            Medium.TEXT,
            ContentUse.CHAT,
            LabelChoices.NONE,
            ContentFacts.NONE.withOpening(true));
    assertThat(first.shown().orElseThrow().textPlace()).isEqualTo(TextPlace.START);
    LabelPlan later =
        LabelRules.plan(CN_EU, Medium.TEXT, ContentUse.CHAT, LabelChoices.NONE, ContentFacts.NONE);
    assertThat(later.shown().orElseThrow().textPlace()).isEqualTo(TextPlace.END);
  }

  @Test
  void plan_structuredTextUnderAll_isNeverBroken() {
    LabelPlan plan =
        LabelRules.plan(
            EnumSet.allOf(Jurisdiction.class),
            Medium.TEXT,
            ContentUse.MACHINE,
            LabelChoices.NONE.shownAlways(),
            ContentFacts.NONE);
    assertThat(plan.shown()).isEmpty();
    assertThat(plan.credentials()).isFalse();
    assertThat(plan.reasons()).containsExactly("structured-output");
  }

  @Test
  void plan_californianPicture_isShownWhenTheUserAsks() {
    Set<Jurisdiction> california = EnumSet.of(Jurisdiction.US_CA);
    assertThat(words(california, Medium.IMAGE, LabelChoices.NONE, ContentFacts.NONE))
        .isEqualTo("c2pa, (explicit-left-to-user)");
    assertThat(words(california, Medium.IMAGE, LabelChoices.NONE.shownAlways(), ContentFacts.NONE))
        .isEqualTo("AI-generated bottom-right, c2pa");
  }

  @Test
  void plan_omitted_leavesOutWhatPeopleSeeAndNothingElse() {
    LabelPlan plan = plan(CN_EU, Medium.IMAGE, ContentFacts.NONE.withOmitted(true));
    assertThat(plan.shown()).isEmpty();
    assertThat(plan.watermark()).isTrue();
    assertThat(plan.credentials()).isTrue();
    assertThat(plan.reasons()).containsExactly("explicit-omitted-on-request", "ui-notice");
  }

  @Test
  void forbidOmission_indiaAndVietnam_forMediaAlone() {
    Set<Jurisdiction> all = EnumSet.allOf(Jurisdiction.class);
    assertThat(LabelRules.forbidOmission(all, Medium.FILM, ContentUse.PUBLIC, ContentFacts.NONE))
        .containsExactly(Jurisdiction.IN, Jurisdiction.VN);
    assertThat(LabelRules.forbidOmission(all, Medium.TEXT, ContentUse.PUBLIC, ContentFacts.NONE))
        .isEmpty();
    assertThat(LabelRules.forbidOmission(CN_EU, Medium.IMAGE, ContentUse.PUBLIC, ContentFacts.NONE))
        .isEmpty();
  }

  @Test
  void plan_choices_addButNeverTakeAway() {
    LabelChoices adding =
        new LabelChoices(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            true);
    assertThat(words(CN, Medium.FILM, adding, ContentFacts.NONE))
        .isEqualTo("AI生成 bottom-right whole-length, watermark, c2pa");
    assertThat(words(CN_EU, Medium.FILM, LabelChoices.NONE, ContentFacts.NONE))
        .isEqualTo("AI生成 top-right, watermark, c2pa");
  }

  @Test
  void medium_ofMimeType_ignoresCaseAndParameters() {
    assertThat(Medium.of("IMAGE/PNG")).isEqualTo(Medium.IMAGE);
    assertThat(Medium.of("audio/wav; rate=8000")).isEqualTo(Medium.SOUND);
    assertThat(Medium.of("video/mp4")).isEqualTo(Medium.FILM);
    assertThat(Medium.of("text/markdown;charset=utf-8")).isEqualTo(Medium.DOCUMENT);
    assertThat(Medium.of("application/json")).isEqualTo(Medium.TEXT);
  }

  @Test
  void isChinese_oneHanCharacterInFiveLetters() {
    assertThat(TextShape.isChinese("长城日出 at dawn")).isTrue();
    assertThat(TextShape.isChinese("The word 城 is Chinese")).isFalse();
    assertThat(TextShape.isChinese("")).isFalse();
  }
}
