package io.colophon.labeling.fingerprint;

import java.util.HexFormat;

/**
 * A PDQ code of a still picture: 256 bits that stay nearly the same when the picture is coded anew,
 * resized or blurred, and do not when it is cropped or framed. Two pictures match at {@value
 * #MATCH} bits or fewer; unrelated ones differ in about 128.
 *
 * @param word0 the first 64 bits of the hexadecimal form
 * @param word1 the next
 * @param word2 the next
 * @param word3 the last
 */
public record PictureHash(long word0, long word1, long word2, long word3) {
  /** Bits that may differ between copies of one picture, as the authors of PDQ recommend. */
  public static final int MATCH = 31;

  private static final int HEX_DIGITS = 64;

  /** Reads 64 hexadecimal digits. */
  public static PictureHash fromHex(String hex) {
    if (hex.length() != HEX_DIGITS) {
      throw new IllegalArgumentException(
          "picture hash of " + hex.length() + " digits, expected " + HEX_DIGITS);
    }
    return new PictureHash(word(hex, 0), word(hex, 16), word(hex, 32), word(hex, 48));
  }

  private static long word(String hex, int from) {
    return HexFormat.fromHexDigitsToLong(hex, from, from + 16);
  }

  /** Returns how many bits differ, 0 to 256. */
  public int distance(PictureHash other) {
    return Long.bitCount(word0 ^ other.word0)
        + Long.bitCount(word1 ^ other.word1)
        + Long.bitCount(word2 ^ other.word2)
        + Long.bitCount(word3 ^ other.word3);
  }

  /** Returns whether both are of copies of one picture. */
  public boolean matches(PictureHash other) {
    return distance(other) <= MATCH;
  }

  /** Returns 64 lower-case hexadecimal digits. */
  public String toHex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(word0)
        + hex.toHexDigits(word1)
        + hex.toHexDigits(word2)
        + hex.toHexDigits(word3);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
