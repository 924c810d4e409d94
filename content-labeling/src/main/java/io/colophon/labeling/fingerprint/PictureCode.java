package io.colophon.labeling.fingerprint;

/**
 * The hash of a picture, or of one frame of a film.
 *
 * @param hash its PDQ code
 * @param quality how much there is to recognise, 0 (one colour) to 100; below {@value #MIN_QUALITY}
 *     the hash is kept but never matched
 * @param atMillis place of the frame in its film; 0 for a still picture
 */
public record PictureCode(PictureHash hash, int quality, long atMillis) {
  /** The least quality that is trusted, as the authors of PDQ recommend. */
  public static final int MIN_QUALITY = 50;

  public PictureCode {
    if (quality < 0 || quality > 100) {
      throw new IllegalArgumentException("quality is " + quality + ", expected 0 to 100");
    }
    if (atMillis < 0) {
      throw new IllegalArgumentException("atMillis is " + atMillis + ", expected 0 or more");
    }
  }

  /** Returns whether the hash may be matched. */
  public boolean isTrusted() {
    return quality >= MIN_QUALITY;
  }
}
