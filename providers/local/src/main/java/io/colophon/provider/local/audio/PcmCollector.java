package io.colophon.provider.local.audio;

import java.util.Arrays;

/** A sink that keeps everything, for short pieces that are needed as a whole. */
public final class PcmCollector implements PcmSink {
  private final int sampleRate;
  private final int channels;
  private short[] samples;
  private int length;

  /**
   * @param sampleRate frames per second
   * @param channels 1 or 2
   */
  public PcmCollector(int sampleRate, int channels) {
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.samples = new short[sampleRate * channels];
  }

  @Override
  public void write(short[] block, int frames) {
    int more = frames * channels;
    if (length + more > samples.length) {
      samples = Arrays.copyOf(samples, Math.max(length + more, samples.length * 2));
    }
    System.arraycopy(block, 0, samples, length, more);
    length += more;
  }

  /** What was written so far. */
  public PcmAudio audio() {
    return new PcmAudio(sampleRate, channels, Arrays.copyOf(samples, length));
  }
}
