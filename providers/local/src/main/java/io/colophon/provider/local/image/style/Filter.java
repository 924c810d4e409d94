package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.prompt.StyleName;
import io.colophon.provider.local.image.raster.Canvas;

/**
 * Turns a finished opaque canvas into another way of painting. What it adds (paper, grain, tiles)
 * is fixed to the picture by a seed, so that the frames of a film do not flicker. One thread.
 */
public interface Filter {
  /**
   * Changes the canvas in place.
   *
   * @param unit length that strokes and tiles are measured in, in pixels
   */
  void apply(Canvas canvas, float unit);

  /** The filter of a style. */
  static Filter of(StyleName style, long seed) {
    return switch (style) {
      case PLAIN -> (canvas, unit) -> {};
      case WATERCOLOUR -> new Brushwork(seed, 3, 0.0065f).andThen(new Watercolour(seed));
      case INK -> new Ink(seed);
      case PIXEL -> new PixelArt();
      case SKETCH -> new Sketch(seed);
      case NEON -> new Neon();
      case PASTEL -> new Tone(Tone.Kind.PASTEL, seed);
      case OIL -> new Brushwork(seed, 4, 0.0085f);
      case MOSAIC -> new Tiles(seed, Tiles.Kind.MOSAIC);
      case GEOMETRIC -> new Tiles(seed, Tiles.Kind.TRIANGLES);
      case NOIR -> new Tone(Tone.Kind.NOIR, seed);
      case VINTAGE -> new Tone(Tone.Kind.VINTAGE, seed);
    };
  }

  /** This filter, then another. */
  default Filter andThen(Filter next) {
    return (canvas, unit) -> {
      apply(canvas, unit);
      next.apply(canvas, unit);
    };
  }
}
