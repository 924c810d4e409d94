package io.colophon.provider.vendors.gemini;

import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Translation;
import java.util.List;

/** Google takes shapes and classes of size where a request has pixels. */
final class Shapes {
  /** Shapes of pictures, as documented for {@code imageConfig.aspectRatio}. */
  static final List<String> PICTURES =
      List.of("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9");

  /** Shapes of films. */
  static final List<String> FILMS = List.of("16:9", "9:16");

  private Shapes() {}

  /** The shape nearest to the size, by the ratio of the ratios. */
  static String nearest(PixelSize size, List<String> shapes) {
    double wanted = Math.log((double) size.width() / size.height());
    String best = shapes.get(0);
    double least = Double.MAX_VALUE;
    for (String shape : shapes) {
      int colon = shape.indexOf(':');
      double ratio =
          Double.parseDouble(shape.substring(0, colon))
              / Double.parseDouble(shape.substring(colon + 1));
      double off = Math.abs(Math.log(ratio) - wanted);
      if (off < least - 1e-9) {
        least = off;
        best = shape;
      }
    }
    return best;
  }

  /** What became of a size. */
  static Translation translation(String parameter, PixelSize size, String taken) {
    return new Translation(parameter, Translation.Change.CLAMPED, size + " -> " + taken);
  }
}
