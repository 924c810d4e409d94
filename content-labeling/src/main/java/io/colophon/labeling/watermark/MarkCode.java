package io.colophon.labeling.watermark;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * What is written for a payload: its 64 bits and their CRC-32 (ISO 3309), by {@link PolarCode}.
 *
 * <p>Bound on false positives: the bits are read through a key of signs. For whatever is received,
 * over a random key, each of the at most 16 readings of an attempt is uniform over all 2^96 words,
 * since the code is linear and the decoder treats code words alike; so the CRC fits by chance with
 * a probability of at most 16 * 2^-32 an attempt. Detectors make at most {@link #ATTEMPTS}.
 */
final class MarkCode {
  /** Readings that a detector may try in one medium: 256 * 16 * 2^-32 is below 1e-6. */
  static final int ATTEMPTS = 256;

  private MarkCode() {}

  /**
   * @param scheme tells marks of one kind from another
   */
  static boolean[] encode(long payload, int scheme) {
    long check = check(payload, scheme);
    boolean[] information = new boolean[PolarCode.INFORMATION];
    for (int i = 0; i < information.length; i++) {
      long bits = i < 64 ? payload >>> (63 - i) : check >>> (95 - i);
      information[i] = (bits & 1) == 1;
    }
    return PolarCode.encode(information);
  }

  /** The payload, if a reading has the right check. */
  static OptionalLong decode(float[] ratios, int scheme) {
    for (boolean[] information : PolarCode.decode(ratios)) {
      long payload = 0;
      long check = 0;
      for (int i = 0; i < information.length; i++) {
        long bit = information[i] ? 1 : 0;
        if (i < 64) {
          payload = payload << 1 | bit;
        } else {
          check = check << 1 | bit;
        }
      }
      if (check == check(payload, scheme)) {
        return OptionalLong.of(payload);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * How sure a payload is, in decades: the attempts made, times the readings of each, times the
   * chance of the check.
   */
  static double score(int attempts) {
    return -Math.log10((double) attempts * PolarCode.PATHS / (1L << 32));
  }

  private static long check(long payload, int scheme) {
    CRC32 crc = new CRC32();
    crc.update(ByteBuffer.allocate(12).putInt(scheme).putLong(payload).flip());
    return crc.getValue();
  }
}
