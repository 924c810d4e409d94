package io.colophon.provider.local.speech;

import io.colophon.provider.local.audio.PcmSink;
import io.colophon.provider.local.work.Work;
import java.io.IOException;

/** A voice. Safe for use by many threads at once. */
public interface SpeechEngine {

  /** Frames per second of what it speaks; always one channel. */
  int sampleRate();

  /**
   * Speaks a text. Silence before and after is cut; loudness is raised to an even level. The sink
   * is given the sound sentence by sentence, so the whole is never in memory.
   *
   * @param text what to say; with nothing in it that can be spoken, nothing is written
   * @param speed 1 is the voice's own pace, 0.25 to 4
   * @param sink gets samples of {@link #sampleRate()} and one channel
   * @throws IOException if the sink fails or the voice breaks
   * @throws java.util.concurrent.CancellationException if {@code work} is no longer wanted
   */
  void speak(String text, double speed, PcmSink sink, Work work) throws IOException;
}
