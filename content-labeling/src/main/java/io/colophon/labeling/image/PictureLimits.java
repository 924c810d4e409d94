package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;

/** Sizes of pictures that are worked on; asked before anything is decoded. */
final class PictureLimits {
  /** Larger pictures are refused before anything is decoded. */
  static final long MAX_PIXELS = 64L << 20;

  private PictureLimits() {}

  /**
   * @param drawn whether words are to be drawn
   */
  static void require(long width, long height, boolean drawn) throws LabelingException {
    String told = "picture of " + width + "x" + height + " pixels";
    if (width > MAX_PIXELS || height > MAX_PIXELS || width * height > MAX_PIXELS) {
      throw new LabelingException(Reason.TOO_LARGE, told + ", expected at most " + MAX_PIXELS);
    }
    if (drawn && Math.min(width, height) < LabelMark.MIN_SIDE) {
      throw new LabelingException(
          Reason.TOO_SMALL, told + ", expected sides of at least " + LabelMark.MIN_SIDE);
    }
  }
}
