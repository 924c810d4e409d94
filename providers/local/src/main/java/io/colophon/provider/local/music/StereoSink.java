package io.colophon.provider.local.music;

import java.io.IOException;

/** Takes two-channel sound as a synthesizer computes it, before its level is set. */
@FunctionalInterface
interface StereoSink {

  /**
   * @param samples left and right in turn, 1 is full scale, larger values are allowed; only valid
   *     during the call
   * @param frames how many pairs count, from the beginning
   */
  void write(float[] samples, int frames) throws IOException;
}
