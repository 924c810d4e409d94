package io.colophon.labeling;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A label that people see or hear.
 *
 * @param kind {@code text}, {@code drawn-text}, {@code morse} or {@code overlay}
 * @param text the words shown, or the letters sounded
 * @param place {@code end}, {@code bottom-right}, {@code start} or {@code first-2s}
 * @param heightRatio height of a capital letter over the shortest side of the picture; empty where
 *     nothing is drawn
 * @param startMillis when it begins on the time line of the output; empty for stills and text
 * @param durationMillis how long it lasts; empty for stills and text
 */
public record ExplicitLabel(
    String kind,
    String text,
    String place,
    OptionalDouble heightRatio,
    OptionalLong startMillis,
    OptionalLong durationMillis) {

  /** Words in or beside a text. */
  public static ExplicitLabel text(String text, String place) {
    return new ExplicitLabel(
        "text", text, place, OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

  /** Words drawn into a still picture. */
  public static ExplicitLabel drawn(String text, String place, double heightRatio) {
    return new ExplicitLabel(
        "drawn-text",
        text,
        place,
        OptionalDouble.of(heightRatio),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** A rhythm label at the start of a sound. */
  public static ExplicitLabel morse(long startMillis, long durationMillis) {
    return new ExplicitLabel(
        "morse",
        "AI",
        "start",
        OptionalDouble.empty(),
        OptionalLong.of(startMillis),
        OptionalLong.of(durationMillis));
  }
}
