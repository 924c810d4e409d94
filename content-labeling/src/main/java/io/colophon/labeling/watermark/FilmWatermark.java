package io.colophon.labeling.watermark;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The mark of a film, in the brightness of its frames. Stateless, thread-safe; what it opens is
 * not.
 *
 * <p>Every frame bears the mark of a still picture, the same one at the same place, so that nothing
 * flickers and a detector may add frames up.
 */
public interface FilmWatermark {
  /** The shortest side that a mark fits, pixels. */
  int minSide();

  /**
   * Starts to mark a film.
   *
   * @param width of a frame, pixels
   * @param height of a frame, pixels
   * @param fullRange whether black is 0 and white 255, rather than 16 and 235
   * @throws IllegalArgumentException if a side is shorter than {@link #minSide()}
   */
  Embedder embedder(int width, int height, boolean fullRange, long payload);

  /**
   * Starts to look for a mark.
   *
   * @param width of a frame, pixels; at least 1
   * @param height of a frame, pixels; at least 1
   * @param fullRange whether black is 0 and white 255, rather than 16 and 235
   */
  Detector detector(int width, int height, boolean fullRange);

  /** Marks frames in the order in which they are shown. */
  interface Embedder {
    /**
     * Marks one frame in place.
     *
     * @param luma 8 bits per sample, row by row; the first sample is at index 0, position and limit
     *     are neither used nor changed; samples stay within the range of the film
     * @param stride bytes from one row to the next; at least the width
     */
    void mark(ByteBuffer luma, int stride);
  }

  /** Adds up what frames show. Any frames will do, a few a second over some seconds do best. */
  interface Detector {
    /**
     * Looks at one frame.
     *
     * @param luma as in {@link Embedder#mark}; only read
     * @param stride bytes from one row to the next; at least the width
     */
    void next(ByteBuffer luma, int stride);

    /** What the frames so far show together; may be asked again after more of them. */
    Optional<Detection> detect();
  }
}
