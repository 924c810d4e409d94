package io.colophon.labeling.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The head of a frame of MPEG audio layer III (ISO/IEC 11172-3 2.4.1.3, 13818-3 2.4.1.3).
 *
 * @param bits all 32
 */
record Mp3Frame(int bits) {
  /** The largest frame: 320 kbit/s at 32 kHz, padded. */
  static final int MAX_LENGTH = 1441;

  private static final int[] KILOBITS_1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KILOBITS_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] RATES = {44100, 48000, 32000};

  /** The frame that begins these bytes; empty if none does, or one of free format. */
  static Optional<Mp3Frame> of(byte[] bytes) {
    if (!Mp3Format.isFrame(bytes, 0) || (bytes[2] & 0xF0) == 0) {
      return Optional.empty();
    }
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      bits = bits << 8 | bytes[i] & 0xFF;
    }
    return Optional.of(new Mp3Frame(bits));
  }

  /** 3 for MPEG 1, 2 for MPEG 2, 0 for MPEG 2.5. */
  private int version() {
    return bits >> 19 & 3;
  }

  int rate() {
    int rate = RATES[bits >> 10 & 3];
    return version() == 3 ? rate : version() == 2 ? rate / 2 : rate / 4;
  }

  boolean isMono() {
    return (bits >> 6 & 3) == 3;
  }

  /** Samples of each channel. */
  int samples() {
    return version() == 3 ? 1152 : 576;
  }

  /** Bytes, the head included. */
  int length() {
    int[] kilobits = version() == 3 ? KILOBITS_1 : KILOBITS_2;
    return samples() / 8 * kilobits[bits >> 12 & 15] * 1000 / rate() + (bits >> 9 & 1);
  }

  /** Whether frames of this kind and that can follow each other in one sound. */
  boolean follows(Mp3Frame other) {
    return version() == other.version() && rate() == other.rate() && isMono() == other.isMono();
  }

  /** Where the side information begins: behind the head, and its checksum if it has one. */
  private int sideAt() {
    return (bits >> 16 & 1) == 0 ? 6 : 4;
  }

  private int sideLength() {
    return version() == 3 ? isMono() ? 17 : 32 : isMono() ? 9 : 17;
  }

  /** Whether the frame needs bytes of frames before it. */
  boolean reachesBack(byte[] frame) {
    int at = sideAt();
    int back = version() == 3 ? (frame[at] & 0xFF) << 1 | frame[at + 1] >> 7 & 1 : frame[at] & 0xFF;
    return back != 0;
  }

  /** Whether the frame is no sound but says how many frames follow. */
  boolean isSummary(byte[] frame) {
    int at = 4 + sideLength();
    return frame.length >= 40
        && (holds(frame, at, "Xing") || holds(frame, at, "Info") || holds(frame, 36, "VBRI"));
  }

  private static boolean holds(byte[] frame, int at, String name) {
    return at + 4 <= frame.length
        && new String(frame, at, 4, StandardCharsets.ISO_8859_1).equals(name);
  }

  /** A silent frame of this kind in which a summary has room, and where it stands in it. */
  byte[] summary(byte[] summary) {
    int plain = bits & ~0xF200 | 0x10000;
    int at = 4 + sideLength();
    for (int step = 1; step < 15; step++) {
      Mp3Frame frame = new Mp3Frame(plain | step << 12);
      if (frame.length() >= at + summary.length) {
        byte[] bytes =
            Arrays.copyOf(
                new byte[] {
                  (byte) (frame.bits >> 24),
                  (byte) (frame.bits >> 16),
                  (byte) (frame.bits >> 8),
                  (byte) frame.bits
                },
                frame.length());
        System.arraycopy(summary, 0, bytes, at, summary.length);
        return bytes;
      }
    }
    throw new IllegalArgumentException("no frame holds " + summary.length + " bytes");
  }
}
