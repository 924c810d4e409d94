package io.colophon.provider.local.audio;

/**
 * Sound as 16-bit samples.
 *
 * @param sampleRate frames per second
 * @param channels 1 or 2
 * @param samples interleaved by channel; owned by this value, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; a copy would cost megabytes
public record PcmAudio(int sampleRate, int channels, short[] samples) {

  /** Frames, that is samples of one channel. */
  public int frames() {
    return samples.length / channels;
  }

  /** Length in milliseconds, rounded down. */
  public long millis() {
    return frames() * 1000L / sampleRate;
  }
}
