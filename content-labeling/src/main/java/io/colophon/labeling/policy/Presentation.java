package io.colophon.labeling.policy;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.ShownLabel.Corner;
import io.colophon.labeling.ShownLabel.Cue;
import io.colophon.labeling.ShownLabel.SoundPlace;
import io.colophon.labeling.ShownLabel.Style;
import io.colophon.labeling.ShownLabel.TextPlace;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How one label serves all regimes that ask for it.
 *
 * @param asking the regimes that want people to see or hear it; at least one
 */
record Presentation(
    Set<Jurisdiction> asking,
    Medium medium,
    ContentUse use,
    LabelChoices choices,
    boolean chinese) {

  /** The words of China, then English ones. */
  static final String BOTH = ShownLabel.CHINESE + " · " + ShownLabel.ENGLISH;

  private static final Set<Jurisdiction> CHINA_AND_EUROPE =
      EnumSet.of(Jurisdiction.CN, Jurisdiction.EU);

  ShownLabel label() {
    return new ShownLabel(
        words(), style(), corner(), textPlace(), choices.wholeLength(), cue(), soundPlace());
  }

  /** Why it is unusual; empty when it is not. */
  Optional<String> reason() {
    return medium == Medium.SOUND && cue() == Cue.MORSE && has(Jurisdiction.EU)
        ? Optional.of(Reasons.EARCON)
        : Optional.empty();
  }

  /**
   * China asks for the generation element in Chinese, the EU for AI in capitals, which begins the
   * Chinese words; all others for words that people of the place read. Text has room for both.
   */
  private String words() {
    boolean china = has(Jurisdiction.CN);
    if (medium == Medium.TEXT || medium == Medium.DOCUMENT) {
      return chinese ? ShownLabel.CHINESE : china ? BOTH : ShownLabel.ENGLISH;
    }
    if (!china) {
      return ShownLabel.ENGLISH;
    }
    return onlyChinaOrEurope() ? ShownLabel.CHINESE : BOTH;
  }

  private Style style() {
    boolean icon = has(Jurisdiction.EU) && !has(Jurisdiction.CN);
    return choices.style().orElse(icon ? Style.EU_ICON : Style.WORDS);
  }

  /** China: an edge or corner; the EU names the top right one as an example. */
  private Corner corner() {
    return choices.corner().orElse(has(Jurisdiction.EU) ? Corner.TOP_RIGHT : Corner.BOTTOM_RIGHT);
  }

  /** The EU: at the latest at first exposure; China: start, end or a fitting place between. */
  private TextPlace textPlace() {
    if (has(Jurisdiction.EU)) {
      return TextPlace.START;
    }
    return choices.textPlace().orElse(TextPlace.END);
  }

  private Cue cue() {
    return choices.cue().filter(cue -> mayUse(asking, cue)).orElseGet(this::usualCue);
  }

  private Cue usualCue() {
    if (asking.equals(EnumSet.of(Jurisdiction.CN))) {
      return Cue.MORSE;
    }
    if (chinese && onlyChinaOrEurope()) {
      return Cue.SPOKEN_CHINESE;
    }
    return has(Jurisdiction.CN) ? Cue.SPOKEN_ENGLISH_AND_MORSE : Cue.SPOKEN_ENGLISH;
  }

  private SoundPlace soundPlace() {
    return choices.soundPlace().filter(place -> mayStand(asking, place)).orElse(SoundPlace.START);
  }

  /**
   * Whether a sound may say it so. A rhythm alone is understood in China, and in the EU where users
   * were taught it; Chinese speech likewise where the content is; English speech lacks the Chinese
   * generation element.
   */
  static boolean mayUse(Set<Jurisdiction> asking, Cue cue) {
    return switch (cue) {
      case MORSE, SPOKEN_CHINESE -> CHINA_AND_EUROPE.containsAll(asking);
      case SPOKEN_ENGLISH -> !asking.contains(Jurisdiction.CN);
      case SPOKEN_ENGLISH_AND_MORSE -> true;
    };
  }

  /** Whether a sound may say it there: before the content in the EU, India and Vietnam. */
  static boolean mayStand(Set<Jurisdiction> asking, SoundPlace place) {
    return place != SoundPlace.END
        || !(asking.contains(Jurisdiction.EU)
            || asking.contains(Jurisdiction.IN)
            || asking.contains(Jurisdiction.VN));
  }

  private boolean onlyChinaOrEurope() {
    return CHINA_AND_EUROPE.containsAll(asking);
  }

  private boolean has(Jurisdiction regime) {
    return asking.contains(regime);
  }
}
