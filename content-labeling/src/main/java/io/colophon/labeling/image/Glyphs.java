package io.colophon.labeling.image;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Outlines of the characters that labels use, read once from a resource. Drawing them needs neither
 * a font file nor a font system, so a machine without fonts labels like any other. Lengths are in
 * font units, y downwards, origin on the base line.
 */
public final class Glyphs {
  /** The height of capital letters. */
  public static final int CAP_HEIGHT;

  /** The size of the em square. */
  public static final int EM;

  private static final Map<Integer, Glyph> GLYPHS = new HashMap<>();

  private record Glyph(int advance, Path2D outline) {}

  static {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    Glyphs.class.getResourceAsStream("label-glyphs.txt"), "label-glyphs.txt"),
                StandardCharsets.US_ASCII))) {
      String[] head = Objects.requireNonNull(lines.readLine(), "label-glyphs.txt").split(" ", -1);
      EM = Integer.parseInt(head[0]);
      CAP_HEIGHT = Integer.parseInt(head[1]);
      lines
          .lines()
          .map(line -> line.split(" ", 3))
          .forEach(
              parts ->
                  GLYPHS.put(
                      Integer.parseInt(parts[0], 16),
                      new Glyph(Integer.parseInt(parts[1]), path(parts[2].strip()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Glyphs() {}

  /** Width of a line. */
  public static int width(String text) {
    return text.codePoints().map(c -> glyph(c).advance()).sum();
  }

  /** The outline of a line. */
  public static Path2D outline(String text) {
    Path2D line = new Path2D.Double(Path2D.WIND_NON_ZERO);
    int x = 0;
    for (int c : text.codePoints().toArray()) {
      Glyph glyph = glyph(c);
      line.append(
          glyph.outline().getPathIterator(AffineTransform.getTranslateInstance(x, 0)), false);
      x += glyph.advance();
    }
    return line;
  }

  private static Glyph glyph(int character) {
    Glyph glyph = GLYPHS.get(character);
    if (glyph == null) {
      throw new IllegalArgumentException(
          String.format("no outline for U+%04X in label-glyphs.txt", character));
    }
    return glyph;
  }

  private static Path2D path(String commands) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    String[] words = commands.isEmpty() ? new String[0] : commands.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "M" -> path.moveTo(at(words, i + 1), -at(words, i + 2));
        case "L" -> path.lineTo(at(words, i + 1), -at(words, i + 2));
        case "C" ->
            path.curveTo(
                at(words, i + 1),
                -at(words, i + 2),
                at(words, i + 3),
                -at(words, i + 4),
                at(words, i + 5),
                -at(words, i + 6));
        case "Z" -> path.closePath();
        default -> {}
      }
    }
    return path;
  }

  private static double at(String[] words, int index) {
    return Double.parseDouble(words[index]);
  }
}
