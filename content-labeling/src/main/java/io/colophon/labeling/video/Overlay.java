package io.colophon.labeling.video;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.ShownLabel.Corner;
import io.colophon.labeling.ShownLabel.Style;
import io.colophon.labeling.image.LabelMark;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How a label over frames is told in a result, and what it was from what was told. */
final class Overlay {
  private static final String WORDS = "overlay";
  private static final String ICON = "overlay-icon";

  private Overlay() {}

  /**
   * @param lastSeconds when the last frame is shown
   */
  static ExplicitLabel told(ShownLabel shown, LabelMark mark, double lastSeconds) {
    double end = shown.wholeLength() ? lastSeconds : Math.min(lastSeconds, FramePainter.SECONDS);
    return new ExplicitLabel(
        shown.style() == Style.EU_ICON ? ICON : WORDS,
        shown.words(),
        shown.corner().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        OptionalDouble.of(mark.heightRatio()),
        OptionalLong.of(0),
        OptionalLong.of(Math.round(end * 1000)));
  }

  static ShownLabel shown(ExplicitLabel told) {
    ShownLabel usual = ShownLabel.of(told.text());
    return new ShownLabel(
        told.text(),
        told.kind().equals(ICON) ? Style.EU_ICON : Style.WORDS,
        Corner.valueOf(told.place().toUpperCase(Locale.ROOT).replace('-', '_')),
        usual.textPlace(),
        told.durationMillis().orElse(0) > Math.round(FramePainter.SECONDS * 1000),
        usual.cue(),
        usual.soundPlace());
  }
}
