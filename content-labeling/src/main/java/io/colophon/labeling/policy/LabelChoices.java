package io.colophon.labeling.policy;

import io.colophon.labeling.ShownLabel.Corner;
import io.colophon.labeling.ShownLabel.Cue;
import io.colophon.labeling.ShownLabel.SoundPlace;
import io.colophon.labeling.ShownLabel.Style;
import io.colophon.labeling.ShownLabel.TextPlace;
import java.util.Optional;

/**
 * What an operator chose where the regimes leave a choice. A choice can add to what they ask for
 * and can say how; none takes anything away. One that a regime of the day does not allow is not
 * taken.
 *
 * @param textPlace where words stand in a text; empty: where the regimes ask first
 * @param corner where words are drawn; empty: top right with the EU, else bottom right
 * @param style how words are drawn; empty: as an icon under the EU without China
 * @param wholeLength words stay to the end of a film
 * @param cue how a sound says it; empty: what serves all regimes
 * @param soundPlace where a sound says it; empty: at the start
 * @param alwaysShown show the label also where a regime leaves that to the user
 * @param watermark put an imperceptible mark in also where no regime asks for one
 * @param credentials sign also where no regime asks for it
 */
public record LabelChoices(
    Optional<TextPlace> textPlace,
    Optional<Corner> corner,
    Optional<Style> style,
    boolean wholeLength,
    Optional<Cue> cue,
    Optional<SoundPlace> soundPlace,
    boolean alwaysShown,
    boolean watermark,
    boolean credentials) {

  /** Nothing chosen. */
  public static final LabelChoices NONE =
      new LabelChoices(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          false);

  /** The same, and the label is shown also where a regime leaves that to the user. */
  public LabelChoices shownAlways() {
    return new LabelChoices(
        textPlace, corner, style, wholeLength, cue, soundPlace, true, watermark, credentials);
  }
}
