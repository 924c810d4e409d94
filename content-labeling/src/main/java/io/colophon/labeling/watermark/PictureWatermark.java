package io.colophon.labeling.watermark;

import java.util.Optional;

/** The mark of a still picture, in its brightness. Stateless, thread-safe. */
public interface PictureWatermark {
  /** The shortest side that a mark fits, pixels. */
  int minSide();

  /** Writes the mark into the samples, in place; the result stays within 0 to 255. */
  void embed(LumaPlane plane, long payload);

  /** Looks for a mark, also in copies that were coded anew, resized or cropped. */
  Optional<Detection> detect(LumaPlane plane);
}
