package io.colophon.labeling.watermark;

import java.util.Optional;

/** The mark of a sound. Stateless, thread-safe; what it opens is not. */
public interface SoundWatermark {
  /**
   * Starts to mark a sound.
   *
   * @param rate samples per second and channel, 8000 to 192000
   * @param channels at least 1
   */
  Embedder embedder(int rate, int channels, long payload);

  /**
   * Starts to look for a mark.
   *
   * @param rate samples per second and channel
   * @param channels at least 1
   */
  Detector detector(int rate, int channels);

  /** Marks a sound as it passes, in bounded memory. */
  interface Embedder {
    /**
     * Takes samples, channel by channel within a frame, full scale is 1, and gives back those that
     * are ready; over all calls and {@link #end()} as many as it was given.
     */
    float[] next(float[] interleaved);

    /** The rest. */
    float[] end();
  }

  /** Listens to a sound as it passes, in bounded memory. */
  interface Detector {
    void next(float[] interleaved);

    /** What was heard. */
    Optional<Detection> end();
  }
}
