package io.colophon.labeling.watermark;

/** The sound mark of {@code docs/watermarks.md}. */
final class PatchworkSoundWatermark implements SoundWatermark {
  private static final int LOWEST_RATE = 8000;
  private static final int HIGHEST_RATE = 192000;

  @Override
  public Embedder embedder(int rate, int channels, long payload) {
    check(rate, channels);
    return new SoundEmbedder(rate, channels, payload);
  }

  @Override
  public Detector detector(int rate, int channels) {
    check(rate, channels);
    return new SoundDetector(rate, channels);
  }

  private static void check(int rate, int channels) {
    if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
      throw new IllegalArgumentException(
          rate + " samples per second, expected " + LOWEST_RATE + " to " + HIGHEST_RATE);
    }
    if (channels < 1) {
      throw new IllegalArgumentException(channels + " channels, expected at least 1");
    }
  }
}
