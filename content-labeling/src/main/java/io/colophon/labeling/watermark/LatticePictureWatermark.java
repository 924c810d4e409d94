package io.colophon.labeling.watermark;

import java.util.Optional;

/** The picture mark of {@code docs/watermarks.md}. */
final class LatticePictureWatermark implements PictureWatermark {
  static final int MIN_SIDE = 192;

  @Override
  public int minSide() {
    return MIN_SIDE;
  }

  @Override
  public void embed(LumaPlane plane, long payload) {
    if (Math.min(plane.width(), plane.height()) < MIN_SIDE) {
      throw new IllegalArgumentException(
          plane.width() + "x" + plane.height() + " pixels, expected at least " + MIN_SIDE);
    }
    PictureEmbedder.embed(plane, MarkCode.encode(payload, PictureDetector.SCHEME));
  }

  @Override
  public Optional<Detection> detect(LumaPlane plane) {
    LumaPlane small = Shrunk.toMegapixel(plane);
    float[] whitened = Whitened.of(small.samples(), small.width(), small.height());
    return PictureDetector.detect(whitened, small.width(), small.height(), 0);
  }
}
