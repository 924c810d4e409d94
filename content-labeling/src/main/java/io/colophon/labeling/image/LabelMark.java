package io.colophon.labeling.image;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelOrder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * The visible label of a picture: white words on a dark plate in the bottom right corner.
 *
 * <p><b>Words.</b> Where China is among the regimes the words are {@value #CHINESE}: the shortest
 * string of GB 45438-2025 clause 5.2 with both elements. They begin with AI in capitals of one
 * height, which is what Annex 1 of the EU Code of Practice asks of a label, so the same short words
 * serve both and cover little of the picture. Without China the words are {@value #ENGLISH}.
 *
 * <p><b>Height.</b> GB 45438-2025 asks for text of at least 5 % of the shortest side and does not
 * say which height is meant. The capital A, the lowest thing one could measure, gets the height it
 * has at a font size of 7 % of the shortest side, rounded up to whole pixels: more than 5 % in
 * every reading. Small pictures get larger letters, since seven pixels cannot be read, as long as
 * the words fit the width.
 *
 * <p><b>Contrast.</b> The plate is black with opacity {@value #PLATE_ALPHA}. On white, the worst
 * case, that leaves a grey of sRGB value 77, luminance 0.074, against white words: 8.4 to 1, where
 * WCAG 2.1 asks for 4.5.
 */
public final class LabelMark {
  static final String CHINESE = "AI生成";
  static final String ENGLISH = "AI-generated";

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

  private LabelMark(String text, int pictureWidth, int pictureHeight) {
    int side = Math.min(pictureWidth, pictureHeight);
    this.text = text;
    this.capPixels = capPixels(text, pictureWidth, side);
    this.heightRatio = (double) capPixels / side;
    double scale = (double) capPixels / Glyphs.CAP_HEIGHT;
    int padding = (int) Math.max(1, Math.round(PADDING_EM * Glyphs.EM * scale));
    int margin = (int) Math.round(MARGIN_EM * Glyphs.EM * scale);
    Rectangle2D ink = Glyphs.outline(text).getBounds2D();
    int inkWidth = (int) Math.ceil(ink.getWidth() * scale);
    int above = (int) Math.ceil(-ink.getMinY() * scale);
    int below = (int) Math.ceil(ink.getMaxY() * scale);
    this.width = Math.min(pictureWidth, inkWidth + 2 * padding);
    this.height = Math.min(pictureHeight, above + below + 2 * padding);
    this.x = pictureWidth - width - Math.min(margin, (pictureWidth - width) / 2);
    this.y = pictureHeight - height - Math.min(margin, (pictureHeight - height) / 2);
    this.coverage =
        rasterise(text, width, height, scale, padding - ink.getMinX() * scale, padding + above);
  }

  /** The label that an order asks for on a picture of this size, at least {@link #MIN_SIDE}. */
  public static LabelMark of(LabelOrder order, int pictureWidth, int pictureHeight) {
    return of(words(order), pictureWidth, pictureHeight);
  }

  /** The same words again, for reading back. */
  public static LabelMark of(String text, int pictureWidth, int pictureHeight) {
    return new LabelMark(text, pictureWidth, pictureHeight);
  }

  static String words(LabelOrder order) {
    return order.jurisdictions().contains(Jurisdiction.CN) ? CHINESE : ENGLISH;
  }

  private static int capPixels(String text, int pictureWidth, int side) {
    double capShare = FONT_SHARE * Glyphs.CAP_HEIGHT / Glyphs.EM;
    int least = (int) Math.ceil(capShare * side);
    int wanted = Math.max(least, READABLE_CAP_PIXELS);
    double em = Glyphs.width(text) + 2 * (PADDING_EM + MARGIN_EM) * Glyphs.EM;
    int fitting = (int) (pictureWidth * Glyphs.CAP_HEIGHT / em);
    return Math.max(least, Math.min(wanted, fitting));
  }

  private static byte[] rasterise(
      String text, int width, int height, double scale, double left, double baseLine) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    AffineTransform place = AffineTransform.getTranslateInstance(left, baseLine);
    place.scale(scale, scale);
    graphics.fill(place.createTransformedShape(Glyphs.outline(text)));
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
