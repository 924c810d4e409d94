package io.colophon.labeling.container;

import java.util.List;

/** The writers of still and animated pictures. */
public final class PictureWriters {
  private PictureWriters() {}

  /** One for each format. */
  public static List<LabelWriter> all() {
    return List.of(
        new PngWriter(),
        new JpegWriter(),
        new WebpWriter(),
        new GifWriter(),
        new TiffWriter(),
        new HeifWriter());
  }
}
