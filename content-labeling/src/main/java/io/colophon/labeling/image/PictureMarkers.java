package io.colophon.labeling.image;

import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.watermark.PictureWatermark;
import java.util.List;

/** The markers of pictures. */
public final class PictureMarkers {
  private PictureMarkers() {}

  /** One for each format. */
  public static List<MediaMarker> all(PictureWatermark watermark) {
    return List.of(
        new PictureMarker(new PngCodec(), watermark),
        new PictureMarker(new JpegCodec(), watermark),
        new PictureMarker(new WebpCodec(), watermark),
        new GifMarker(),
        new TiffMarker(watermark));
  }
}
