package io.colophon.provider.local.music;

import io.colophon.provider.local.work.Work;
import java.io.IOException;

/** Plays scores into samples. Safe for use by many threads at once. */
interface Synth {
  /** Frames per second of everything that is played. */
  int SAMPLE_RATE = 48_000;

  /**
   * Plays a piece, or a stretch of one. Deterministic.
   *
   * @param from where to begin, microseconds into the piece; notes begun earlier are not heard
   * @param frames how much to play
   * @throws IOException if the sink fails
   */
  void play(Score score, long from, long frames, StereoSink sink, Work work) throws IOException;
}
