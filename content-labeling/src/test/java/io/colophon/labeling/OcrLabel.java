package io.colophon.labeling;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Reads a label's plate with tesseract: threshold, dark on white, large glyphs, white border. */
public final class OcrLabel {
  private static final int BORDER = 30;
  private static final int GLYPH = 48;

  private OcrLabel() {}

  public static String read(BufferedImage plate, int capPixels, Path directory)
      throws IOException, InterruptedException {
    double scale = (double) GLYPH / capPixels;
    int width = (int) (plate.getWidth() * scale);
    int height = (int) (plate.getHeight() * scale);
    BufferedImage large =
        new BufferedImage(width + 2 * BORDER, height + 2 * BORDER, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = large.createGraphics();
    graphics.setColor(Color.BLACK);
    graphics.fillRect(0, 0, large.getWidth(), large.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(plate, BORDER, BORDER, width, height, null);
    graphics.dispose();
    for (int y = 0; y < large.getHeight(); y++) {
      for (int x = 0; x < large.getWidth(); x++) {
        large.getRaster().setSample(x, y, 0, large.getRaster().getSample(x, y, 0) > 170 ? 0 : 255);
      }
    }
    Path file = directory.resolve("ocr.png");
    ImageIO.write(large, "png", file.toFile());
    return Tool.run("tesseract", file, "-", "-l", "chi_sim", "--psm", "6").replace(" ", "");
  }
}
