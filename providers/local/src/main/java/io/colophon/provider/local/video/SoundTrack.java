package io.colophon.provider.local.video;

import io.colophon.provider.local.audio.PcmAudio;

/**
 * Sound fitted to a film: 48 kHz stereo, exactly as long as the film, faded in and out. Computed
 * when read, so that nothing is held twice. Immutable.
 */
final class SoundTrack {
  static final int RATE = 48_000;
  static final int CHANNELS = 2;
  private static final int FADE_IN = RATE / 20;

  private final PcmAudio sound;
  private final long frames;
  private final long end;
  private final long fadeOut;

  /**
   * @param frames length of the film in frames of 1/48000 s
   */
  SoundTrack(PcmAudio sound, long frames) {
    this.sound = sound;
    this.frames = frames;
    this.end = Math.min(frames, sound.frames() * (long) RATE / sound.sampleRate());
    this.fadeOut = Math.min(RATE * 4L / 5, end / 3);
  }

  long frames() {
    return frames;
  }

  /** One sample, -1 to 1; silence after the end. */
  float at(long frame, int channel) {
    if (frame >= end) {
      return 0;
    }
    double at = frame * (double) sound.sampleRate() / RATE;
    int first = (int) at;
    int second = Math.min(first + 1, sound.frames() - 1);
    float part = (float) (at - first);
    int side = Math.min(channel, sound.channels() - 1);
    float a = sound.samples()[first * sound.channels() + side];
    float b = sound.samples()[second * sound.channels() + side];
    return (a + (b - a) * part) / 32768f * gain(frame);
  }

  private float gain(long frame) {
    float in = Math.min(1, frame / (float) FADE_IN);
    float out = fadeOut == 0 ? 1 : Math.min(1, (end - frame) / (float) fadeOut);
    return in * out;
  }
}
