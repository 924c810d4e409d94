package io.colophon.metering.price;

import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * When a price holds; all that is stated must be so. What a request leaves open matches no
 * condition on it: a tier that nobody named is not guessed.
 *
 * @param width pixels; 0 for any
 * @param height pixels; 0 for any
 * @param shortSide shorter side of a picture or frame, pixels, as in 720p; 0 for any
 * @param quality in lower case; null for any
 * @param sound whether a film has sound; null for either
 * @param inputTokensOver holds for requests of more input tokens than this; -1 for all
 */
public record Condition(
    int width,
    int height,
    int shortSide,
    @Nullable String quality,
    @Nullable Boolean sound,
    long inputTokensOver) {
  /** Holds always. */
  public static final Condition ALWAYS = new Condition(0, 0, 0, null, null, -1);

  public Condition {
    if (width < 0 || height < 0 || shortSide < 0 || inputTokensOver < -1) {
      throw new IllegalArgumentException("a condition of a price is negative, expected 0 or more");
    }
    if (quality != null) {
      quality = quality.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Whether the price holds.
   *
   * @param inputTokens of the request; negative when not reported
   */
  boolean holds(Attributes asked, long inputTokens) {
    return (width == 0 || width == asked.width())
        && (height == 0 || height == asked.height())
        && (shortSide == 0 || shortSide == asked.shortSide())
        && (quality == null || quality.equals(asked.quality()))
        && (sound == null || sound.equals(asked.sound()))
        && (inputTokensOver < 0 || inputTokens > inputTokensOver);
  }

  /** The tier in the name of an item, for instance {@code 1024x1024/hd}; empty for any. */
  public String tier() {
    StringJoiner tier = new StringJoiner("/");
    if (width > 0 || height > 0) {
      tier.add(width + "x" + height);
    }
    if (shortSide > 0) {
      tier.add(shortSide + "p");
    }
    if (quality != null) {
      tier.add(quality);
    }
    if (sound != null) {
      tier.add(sound ? "sound" : "silent");
    }
    if (inputTokensOver >= 0) {
      tier.add("over-" + inputTokensOver);
    }
    return tier.toString();
  }
}
