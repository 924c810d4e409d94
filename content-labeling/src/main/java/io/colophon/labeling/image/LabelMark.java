package io.colophon.labeling.image;

import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.ShownLabel.Corner;
import io.colophon.labeling.ShownLabel.Style;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * The visible label of a picture: white words on a dark plate in a corner.
 *
 * <p><b>Words.</b> Where China is among the regimes the words are {@value ShownLabel#CHINESE}: the
 * shortest string of GB 45438-2025 clause 5.2 with both elements. They begin with AI in capitals of
 * one height, which is what Annex 1 of the EU Code of Practice asks of a label, so the same short
 * words serve both and cover little of the picture. Without China the words are {@value
 * ShownLabel#ENGLISH}.
 *
 * <p><b>Height.</b> GB 45438-2025 asks for text of at least 5 % of the shortest side and does not
 * say which height is meant. The capital A, the lowest thing one could measure, gets the height it
 * has at a font size of 7 % of the shortest side, rounded up to whole pixels: more than 5 % in
 * every reading. Small pictures get larger letters, since seven pixels cannot be read, as long as
 * the words fit the width.
 *
 * <p><b>Icon.</b> Annex 1 of the EU Code of Practice asks for the capitals AI, of one height, as
 * main element. They stand in a frame before the words and are as high as the capitals of the
 * words.
 *
 * <p><b>Contrast.</b> The plate is black with opacity {@value #PLATE_ALPHA}. On white, the worst
 * case, that leaves a grey of sRGB value 77, luminance 0.074, against white words: 8.4 to 1, where
 * WCAG 2.1 asks for 4.5.
 */
public final class LabelMark {
  /** Opacity of the plate. */
  public static final double PLATE_ALPHA = 0.7;

  private static final double FONT_SHARE = 0.07;
  private static final int READABLE_CAP_PIXELS = 11;
  private static final double PADDING_EM = 0.3;
  private static final double MARGIN_EM = 0.25;

  /** Below this shortest side, pixels, no words can be read. */
  public static final int MIN_SIDE = 32;

  private final String text;
  private final int x;
  private final int y;
  private final int width;
  private final int height;
  private final int capPixels;
  private final double heightRatio;
  private final byte[] coverage;

  private LabelMark(LabelMark viewed, Rectangle plate, byte[] coverage) {
    this.text = viewed.text;
    this.x = plate.x;
    this.y = plate.y;
    this.width = plate.width;
    this.height = plate.height;
    this.capPixels = viewed.capPixels;
    this.heightRatio = viewed.heightRatio;
    this.coverage = coverage;
  }

  private LabelMark(String text, Style style, Corner corner, int pictureWidth, int pictureHeight) {
    int side = Math.min(pictureWidth, pictureHeight);
    LabelShape shape = LabelShape.of(text, style);
    this.text = text;
    this.capPixels = capPixels(shape.width(), pictureWidth, side);
    this.heightRatio = (double) capPixels / side;
    double scale = (double) capPixels / Glyphs.CAP_HEIGHT;
    int padding = (int) Math.max(1, Math.round(PADDING_EM * Glyphs.EM * scale));
    int margin = (int) Math.round(MARGIN_EM * Glyphs.EM * scale);
    Rectangle2D ink = shape.bounds();
    int inkWidth = (int) Math.ceil(ink.getWidth() * scale);
    int above = (int) Math.ceil(-ink.getMinY() * scale);
    int below = (int) Math.ceil(ink.getMaxY() * scale);
    this.width = Math.min(pictureWidth, inkWidth + 2 * padding);
    this.height = Math.min(pictureHeight, above + below + 2 * padding);
    int beside = Math.min(margin, (pictureWidth - width) / 2);
    int beyond = Math.min(margin, (pictureHeight - height) / 2);
    boolean left = corner == Corner.TOP_LEFT || corner == Corner.BOTTOM_LEFT;
    boolean top = corner == Corner.TOP_LEFT || corner == Corner.TOP_RIGHT;
    this.x = left ? beside : pictureWidth - width - beside;
    this.y = top ? beyond : pictureHeight - height - beyond;
    this.coverage =
        rasterise(shape, width, height, scale, padding - ink.getMinX() * scale, padding + above);
  }

  /** The label as it is asked for, on a picture of this size, at least {@link #MIN_SIDE}. */
  public static LabelMark of(ShownLabel shown, int pictureWidth, int pictureHeight) {
    return new LabelMark(shown.words(), shown.style(), shown.corner(), pictureWidth, pictureHeight);
  }

  /**
   * The label on stored samples that viewers turn.
   *
   * @param pictureWidth of the stored picture
   * @param pictureHeight of the stored picture
   */
  static LabelMark of(
      ShownLabel shown, int pictureWidth, int pictureHeight, Orientation orientation) {
    if (orientation == Orientation.UPRIGHT) {
      return of(shown, pictureWidth, pictureHeight);
    }
    boolean swaps = orientation.swaps();
    LabelMark viewed =
        of(shown, swaps ? pictureHeight : pictureWidth, swaps ? pictureWidth : pictureHeight);
    Rectangle plate =
        orientation.stored(
            new Rectangle(viewed.x, viewed.y, viewed.width, viewed.height),
            pictureWidth,
            pictureHeight);
    byte[] coverage = new byte[viewed.coverage.length];
    for (int j = 0; j < plate.height; j++) {
      for (int i = 0; i < plate.width; i++) {
        int column =
            orientation.viewedX(plate.x + i, plate.y + j, pictureWidth, pictureHeight) - viewed.x;
        int row =
            orientation.viewedY(plate.x + i, plate.y + j, pictureWidth, pictureHeight) - viewed.y;
        coverage[j * plate.width + i] = viewed.coverage[row * viewed.width + column];
      }
    }
    return new LabelMark(viewed, plate, coverage);
  }

  private static int capPixels(double textWidth, int pictureWidth, int side) {
    double capShare = FONT_SHARE * Glyphs.CAP_HEIGHT / Glyphs.EM;
    int least = (int) Math.ceil(capShare * side);
    int wanted = Math.max(least, READABLE_CAP_PIXELS);
    double em = textWidth + 2 * (PADDING_EM + MARGIN_EM) * Glyphs.EM;
    int fitting = (int) (pictureWidth * Glyphs.CAP_HEIGHT / em);
    return Math.max(least, Math.min(wanted, fitting));
  }

  private static byte[] rasterise(
      LabelShape shape, int width, int height, double scale, double left, double baseLine) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    AffineTransform place = AffineTransform.getTranslateInstance(left, baseLine);
    place.scale(scale, scale);
    shape.parts().forEach(part -> graphics.fill(place.createTransformedShape(part)));
    graphics.dispose();
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  /** The words. */
  public String text() {
    return text;
  }

  /** Left edge of the plate, pixels from the left of the picture. */
  public int x() {
    return x;
  }

  /** Upper edge of the plate, pixels from the top of the picture. */
  public int y() {
    return y;
  }

  /** Width of the plate, pixels. */
  public int width() {
    return width;
  }

  /** Height of the plate, pixels. */
  public int height() {
    return height;
  }

  /** Height of a capital letter, pixels. */
  public int capPixels() {
    return capPixels;
  }

  /** Height of a capital letter over the shortest side of the picture. */
  public double heightRatio() {
    return heightRatio;
  }

  /** How much of a pixel of the plate is ink, 0 to 255. */
  public int coverage(int column, int row) {
    return coverage[row * width + column] & 0xFF;
  }
}
