package io.colophon.provider.local.speech;

import io.colophon.provider.local.audio.PcmSink;
import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts the silence around each phrase and puts a measured pause between two of them, so that pauses
 * do not depend on where a long text was cut. One channel; used by one thread.
 */
final class Trim {
  /** Softer than this is silence: about -50 dBFS. */
  private static final int SILENT = 100;

  /** Kept around a phrase, so that soft onsets survive. */
  private static final double MARGIN_SECONDS = 0.015;

  private final PcmSink sink;
  private final int sampleRate;
  private double pendingGapSeconds;

  Trim(PcmSink sink, int sampleRate) {
    this.sink = sink;
    this.sampleRate = sampleRate;
  }

  /**
   * Writes one phrase.
   *
   * @param gapSeconds the pause after it, written only if another phrase follows
   */
  void phrase(short[] samples, double gapSeconds) throws IOException {
    int from = 0;
    int to = samples.length;
    while (from < to && Math.abs(samples[from]) < SILENT) {
      from++;
    }
    while (to > from && Math.abs(samples[to - 1]) < SILENT) {
      to--;
    }
    if (from == to) {
      return;
    }
    int margin = (int) (MARGIN_SECONDS * sampleRate);
    from = Math.max(0, from - margin);
    to = Math.min(samples.length, to + margin);
    int gap = (int) (pendingGapSeconds * sampleRate);
    sink.write(new short[gap], gap);
    sink.write(Arrays.copyOfRange(samples, from, to), to - from);
    pendingGapSeconds = gapSeconds;
  }
}
