package io.colophon.examples.plugin;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.DoubleConsumer;
import javax.imageio.ImageIO;

/**
 * The Julia set of z -> z² + c, with c on the rim of the main cardioid of the Mandelbrot set, where
 * its forms are richest. The seed picks c and the colours: same arguments, same picture.
 *
 * @param width pixels
 * @param height pixels
 * @param steps most iterations for one pixel
 */
record JuliaSet(int width, int height, int steps, long seed) {

  /**
   * Draws it.
   *
   * @param progress told the share of rows drawn; may throw to end the work
   * @return a PNG file
   */
  byte[] png(DoubleConsumer progress) throws IOException {
    Random random = new Random(seed);
    double angle = 2 * Math.PI * random.nextDouble();
    // c = e^it / 2 - e^2it / 4 runs along the cardioid; a little outside of it the set falls apart.
    double cx = 1.01 * (Math.cos(angle) / 2 - Math.cos(2 * angle) / 4);
    double cy = 1.01 * (Math.sin(angle) / 2 - Math.sin(2 * angle) / 4);
    float hue = random.nextFloat();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    double scale = 3.0 / Math.min(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double share = escape((x - width / 2.0) * scale, (y - height / 2.0) * scale, cx, cy);
        image.setRGB(
            x,
            y,
            java.awt.Color.HSBtoRGB(
                hue + (float) share / 2, 0.7f, share < 1 ? (float) Math.sqrt(share) : 0));
      }
      if (y % 32 == 31) {
        progress.accept((y + 1.0) / height);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", file)) {
      throw new IOException("this Java writes no PNG");
    }
    return file.toByteArray();
  }

  /** How soon the point runs away: 0 at once, 1 never. */
  private double escape(double x, double y, double cx, double cy) {
    int step = 0;
    while (step < steps && x * x + y * y < 4) {
      double next = x * x - y * y + cx;
      y = 2 * x * y + cy;
      x = next;
      step++;
    }
    return (double) step / steps;
  }
}
