package io.colophon.provider.local.image;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One picture to make.
 *
 * @param prompt English, Chinese or both; any text is allowed
 * @param negativePrompt things named here are left out
 * @param width pixels, {@value #MIN_SIDE} to {@value #MAX_SIDE}
 * @param height pixels, {@value #MIN_SIDE} to {@value #MAX_SIDE}
 * @param seed same seed and same order give the same pixels on every machine
 * @param octaves refinement passes: most octaves of noise added up in any texture, 1 (coarse) to
 *     {@value #MAX_OCTAVES}; empty for {@value #DEFAULT_OCTAVES}
 * @param source the picture to change; it is scaled to cover the size asked for
 * @param strength 0 keeps the source, 1 ignores it; without meaning where there is no source
 */
public record ImageOrder(
    String prompt,
    Optional<String> negativePrompt,
    int width,
    int height,
    long seed,
    OptionalInt octaves,
    Optional<Picture> source,
    double strength) {
  public static final int MIN_SIDE = 64;
  public static final int MAX_SIDE = 2048;
  public static final int MAX_OCTAVES = 8;
  public static final int DEFAULT_OCTAVES = 6;

  /**
   * @throws IllegalArgumentException if a value is out of its range; the message names it
   */
  public ImageOrder {
    check("width", width, MIN_SIDE, MAX_SIDE);
    check("height", height, MIN_SIDE, MAX_SIDE);
    if (octaves.isPresent()) {
      check("steps", octaves.getAsInt(), 1, MAX_OCTAVES);
    }
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength is " + strength + ", expected 0 to 1");
    }
  }

  /** A picture from words alone. */
  public static ImageOrder of(String prompt, int width, int height, long seed) {
    return new ImageOrder(
        prompt, Optional.empty(), width, height, seed, OptionalInt.empty(), Optional.empty(), 1);
  }

  /** The same order for picture {@code index} of several: its seed is {@code seed + index}. */
  public ImageOrder picture(int index) {
    return new ImageOrder(
        prompt, negativePrompt, width, height, seed + index, octaves, source, strength);
  }

  private static void check(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected " + low + " to " + high);
    }
  }
}
