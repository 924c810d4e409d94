package io.colophon.labeling.image;

import io.colophon.labeling.ShownLabel.Style;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/**
 * The ink of a label in units of {@link Glyphs}, origin at the left end of the base line.
 *
 * @param parts to be filled one by one
 * @param width to the end of the last advance
 */
record LabelShape(List<Shape> parts, double width) {
  private static final String ICON = "AI";

  LabelShape {
    parts = List.copyOf(parts);
  }

  static LabelShape of(String text, Style style) {
    Shape words = Glyphs.outline(text);
    if (style == Style.WORDS) {
      return new LabelShape(List.of(words), Glyphs.width(text));
    }
    double cap = Glyphs.CAP_HEIGHT;
    double stroke = cap * 0.14;
    double inside = cap * 0.24;
    Rectangle2D letters = Glyphs.outline(ICON).getBounds2D();
    double room = stroke + inside;
    RoundRectangle2D outer =
        new RoundRectangle2D.Double(
            0, -cap - room, letters.getWidth() + 2 * room, cap + 2 * room, cap * 0.5, cap * 0.5);
    RoundRectangle2D inner =
        new RoundRectangle2D.Double(
            stroke,
            -cap - inside,
            letters.getWidth() + 2 * inside,
            cap + 2 * inside,
            cap * 0.25,
            cap * 0.25);
    Area frame = new Area(outer);
    frame.subtract(new Area(inner));
    double wordsAt = outer.getWidth() + cap * 0.35;
    return new LabelShape(
        List.of(
            frame,
            AffineTransform.getTranslateInstance(room - letters.getMinX(), 0)
                .createTransformedShape(Glyphs.outline(ICON)),
            AffineTransform.getTranslateInstance(wordsAt, 0).createTransformedShape(words)),
        wordsAt + Glyphs.width(text));
  }

  Rectangle2D bounds() {
    Rectangle2D bounds = parts.get(0).getBounds2D();
    for (Shape part : parts) {
      bounds = bounds.createUnion(part.getBounds2D());
    }
    return bounds;
  }
}
