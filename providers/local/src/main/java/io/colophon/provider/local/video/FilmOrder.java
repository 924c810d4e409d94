package io.colophon.provider.local.video;

import io.colophon.provider.local.audio.PcmAudio;
import io.colophon.provider.local.image.Picture;
import java.time.Duration;
import java.util.Optional;

/**
 * One film to make.
 *
 * @param prompt English, Chinese or both; any text is allowed
 * @param width pixels, even, {@value #MIN_SIDE} to {@value #MAX_SIDE}
 * @param height pixels, even, {@value #MIN_SIDE} to {@value #MAX_SIDE}
 * @param duration 1 to 30 seconds
 * @param framesPerSecond 1 to {@value #MAX_FPS}
 * @param container what file to write
 * @param seed same seed and same order give the same frames on every machine
 * @param firstFrame present makes this image to video; scaled to cover the size asked for
 * @param sound of any length: cut or followed by silence, and faded; empty for a silent film
 */
public record FilmOrder(
    String prompt,
    int width,
    int height,
    Duration duration,
    int framesPerSecond,
    Container container,
    long seed,
    Optional<Picture> firstFrame,
    Optional<PcmAudio> sound) {
  public static final int MIN_SIDE = 64;
  public static final int MAX_SIDE = 1280;
  public static final int MAX_FPS = 60;
  public static final int DEFAULT_FPS = 24;
  public static final Duration MIN_DURATION = Duration.ofSeconds(1);
  public static final Duration MAX_DURATION = Duration.ofSeconds(30);

  /**
   * @throws IllegalArgumentException if a value is out of its range; the message names it
   */
  public FilmOrder {
    side("width", width);
    side("height", height);
    if (duration.compareTo(MIN_DURATION) < 0 || duration.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException(
          "duration is " + duration.toMillis() + " ms, expected 1000 to 30000 ms");
    }
    if (framesPerSecond < 1 || framesPerSecond > MAX_FPS) {
      throw new IllegalArgumentException(
          "frames per second is " + framesPerSecond + ", expected 1 to " + MAX_FPS);
    }
  }

  /** Frames of the film, at least 1. */
  public int frames() {
    return (int) Math.max(1, (duration.toMillis() * framesPerSecond + 500) / 1000);
  }

  private static void side(String name, int value) {
    if (value < MIN_SIDE || value > MAX_SIDE || value % 2 != 0) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected an even number from " + MIN_SIDE + " to " + MAX_SIDE);
    }
  }
}
