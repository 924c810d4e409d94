package io.colophon.labeling.image;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.ShownLabel.Corner;
import io.colophon.labeling.ShownLabel.Style;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How a drawn label is told in a result, and what it was from what was told. */
final class DrawnLabel {
  private static final String WORDS = "drawn-text";
  private static final String ICON = "drawn-icon";

  private DrawnLabel() {}

  static Optional<ExplicitLabel> told(Optional<ShownLabel> shown, Optional<LabelMark> mark) {
    return shown.flatMap(words -> mark.map(drawn -> told(words, drawn)));
  }

  static ExplicitLabel told(ShownLabel shown, LabelMark mark) {
    return new ExplicitLabel(
        shown.style() == Style.EU_ICON ? ICON : WORDS,
        shown.words(),
        shown.corner().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        OptionalDouble.of(mark.heightRatio()),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  static ShownLabel shown(ExplicitLabel told) {
    ShownLabel usual = ShownLabel.of(told.text());
    return new ShownLabel(
        told.text(),
        told.kind().equals(ICON) ? Style.EU_ICON : Style.WORDS,
        Corner.valueOf(told.place().toUpperCase(Locale.ROOT).replace('-', '_')),
        usual.textPlace(),
        usual.wholeLength(),
        usual.cue(),
        usual.soundPlace());
  }
}
