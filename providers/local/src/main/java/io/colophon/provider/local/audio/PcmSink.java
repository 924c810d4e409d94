package io.colophon.provider.local.audio;

import java.io.IOException;

/**
 * Where an engine puts the samples it makes, block by block, so that a long recording never stands
 * in memory as a whole. Rate and channel count are agreed with the sink before the first block.
 */
@FunctionalInterface
public interface PcmSink {

  /**
   * Takes the next frames, in order.
   *
   * @param samples interleaved by channel; read before this returns, so the caller may reuse it
   * @param frames how many frames of {@code samples} count, from its beginning; 0 is allowed
   * @throws IOException if the sink is a file and it cannot be written
   */
  void write(short[] samples, int frames) throws IOException;
}
