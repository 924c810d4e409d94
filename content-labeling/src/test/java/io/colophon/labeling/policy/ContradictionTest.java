package io.colophon.labeling.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.ShownLabel.Cue;
import io.colophon.labeling.ShownLabel.SoundPlace;
import io.colophon.labeling.ShownLabel.TextPlace;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ContradictionTest {
  private static final Set<Jurisdiction> CN_EU = EnumSet.of(Jurisdiction.CN, Jurisdiction.EU);
  private static final Set<Jurisdiction> CN_IN = EnumSet.of(Jurisdiction.CN, Jurisdiction.IN);

  private static LabelChoices choices(
      @Nullable TextPlace text, @Nullable Cue cue, @Nullable SoundPlace sound) {
    return new LabelChoices(
        Optional.ofNullable(text),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.ofNullable(cue),
        Optional.ofNullable(sound),
        false,
        false,
        false);
  }

  private static List<String> keys(
      Set<Jurisdiction> regimes, ContentUse use, LabelChoices choices, boolean omission) {
    return Contradiction.in(regimes, Optional.empty(), use, choices, omission).stream()
        .map(Contradiction::key)
        .toList();
  }

  @Test
  void in_omissionUnderIndia_isRefusedWithTheRegime() {
    List<Contradiction> found =
        Contradiction.in(
            CN_IN, Optional.empty(), ContentUse.PUBLIC, choices(null, null, null), true);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).key()).isEqualTo("omission");
    assertThat(found.get(0).message()).startsWith("allowed under in, which know no copy");
  }

  @Test
  void in_omissionForTextAlone_isNoMatterOfIndia() {
    assertThat(
            Contradiction.in(
                CN_IN,
                Optional.of(Medium.TEXT),
                ContentUse.PUBLIC,
                choices(null, null, null),
                true))
        .isEmpty();
  }

  @Test
  void in_speechAskedOffUnderIndia_isRefused() {
    List<Contradiction> found =
        Contradiction.in(
            CN_IN,
            Optional.empty(),
            ContentUse.PUBLIC,
            choices(null, Cue.MORSE, SoundPlace.END),
            false);
    assertThat(found).extracting(Contradiction::key).containsExactly("sound-cue", "sound-place");
    assertThat(found.get(0).message())
        .isEqualTo(
            "morse under cn and in: people there would not understand it, expected"
                + " spoken-english-and-morse");
  }

  @Test
  void in_englishSpeechUnderChina_lacksTheGenerationElement() {
    assertThat(keys(CN_EU, ContentUse.PUBLIC, choices(null, Cue.SPOKEN_ENGLISH, null), false))
        .containsExactly("sound-cue");
    assertThat(keys(CN_EU, ContentUse.PUBLIC, choices(null, Cue.MORSE, null), false)).isEmpty();
  }

  @Test
  void in_textPlaceUnderEurope_mustBeTheStartWhereTheFirstWordsCount() {
    LabelChoices end = choices(TextPlace.END, null, null);
    assertThat(keys(CN_EU, ContentUse.CHAT, end, false)).containsExactly("text-place");
    assertThat(keys(CN_EU, ContentUse.PUBLIC_INTEREST, end, false)).containsExactly("text-place");
    assertThat(keys(CN_EU, ContentUse.PUBLIC, end, false)).isEmpty();
  }

  @Test
  void in_choicesForOtherMedia_contradictNothing() {
    assertThat(
            Contradiction.in(
                CN_IN,
                Optional.of(Medium.IMAGE),
                ContentUse.PUBLIC,
                choices(TextPlace.END, Cue.MORSE, SoundPlace.END),
                false))
        .isEmpty();
  }
}
