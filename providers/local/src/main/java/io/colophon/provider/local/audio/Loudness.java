package io.colophon.provider.local.audio;

import java.io.IOException;

/**
 * A sink before another that makes everything louder by one factor and bends peaks so that nothing
 * clips: below the knee samples pass unbent, above it they approach the ceiling and never reach it.
 */
public final class Loudness implements PcmSink {
  /** Above this part of full scale peaks are bent. */
  private static final double KNEE = 0.75;

  /** No sample gets beyond this part of full scale, about -0.5 dBFS. */
  private static final double CEILING = 0.94;

  private final PcmSink next;
  private final double gain;
  private final int channels;
  private short[] block = new short[0];

  /**
   * @param gain factor, above 0
   * @param channels of the samples that will be written
   */
  public Loudness(PcmSink next, double gain, int channels) {
    this.next = next;
    this.gain = gain;
    this.channels = channels;
  }

  @Override
  public void write(short[] samples, int frames) throws IOException {
    int count = frames * channels;
    if (block.length < count) {
      block = new short[count];
    }
    for (int i = 0; i < count; i++) {
      block[i] = limit(gain * samples[i] / Short.MAX_VALUE);
    }
    next.write(block, frames);
  }

  /**
   * One sample, bent where it is above the knee.
   *
   * @param value 1 is full scale; any size
   */
  public static short limit(double value) {
    double size = Math.abs(value);
    double bent =
        size <= KNEE ? size : KNEE + (CEILING - KNEE) * Math.tanh((size - KNEE) / (CEILING - KNEE));
    return (short) Math.rint(Short.MAX_VALUE * Math.copySign(bent, value));
  }
}
