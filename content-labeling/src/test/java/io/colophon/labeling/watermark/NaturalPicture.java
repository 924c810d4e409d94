package io.colophon.labeling.watermark;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.SplittableRandom;

/** Gray pictures with discs of many sizes over clouds, a smooth sky and some text. */
final class NaturalPicture {
  private NaturalPicture() {}

  static BufferedImage of(int side, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    float[] clouds = clouds(side, random);
    double sky = side * (0.2 + 0.3 * random.nextDouble());
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double gray = y < sky ? 200 - 60.0 * y / side : 110 + 14 * clouds[y * side + x];
        image.getRaster().setSample(x, y, 0, Math.min(255, Math.max(0, Math.round(gray))));
      }
    }
    Graphics2D pen = image.createGraphics();
    for (int i = 0; i < 60; i++) {
      int gray = random.nextInt(30, 230);
      double radius = 0.015 * side / Math.sqrt(random.nextDouble() + 0.01);
      pen.setColor(new Color(gray, gray, gray));
      pen.fill(
          new Ellipse2D.Double(
              random.nextDouble() * side, sky + random.nextDouble() * side, radius, radius));
    }
    pen.setColor(Color.BLACK);
    pen.setFont(new Font(Font.SERIF, Font.PLAIN, Math.max(10, side / 24)));
    pen.drawString("what the picture says", side / 10, side / 8);
    pen.dispose();
    return image;
  }

  static LumaPlane plane(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int height = image.getHeight();
    return new LumaPlane(
        width, height, raster.getSamples(0, 0, width, height, 0, new float[width * height]));
  }

  static BufferedImage image(LumaPlane plane) {
    BufferedImage image =
        new BufferedImage(plane.width(), plane.height(), BufferedImage.TYPE_BYTE_GRAY);
    float[] rounded = new float[plane.samples().length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = Math.round(plane.samples()[i]);
    }
    image.getRaster().setSamples(0, 0, plane.width(), plane.height(), 0, rounded);
    return image;
  }

  private static float[] clouds(int side, SplittableRandom random) {
    float[] sum = new float[side * side];
    for (int spacing = side / 2; spacing >= 1; spacing /= 2) {
      int columns = side / spacing + 2;
      float[] at = new float[columns * columns];
      for (int i = 0; i < at.length; i++) {
        at[i] = (float) (random.nextDouble() + random.nextDouble() - 1);
      }
      for (int y = 0; y < side; y++) {
        float v = (float) (y % spacing) / spacing;
        for (int x = 0; x < side; x++) {
          float u = (float) (x % spacing) / spacing;
          int i = y / spacing * columns + x / spacing;
          float top = at[i] + u * (at[i + 1] - at[i]);
          float bottom = at[i + columns] + u * (at[i + columns + 1] - at[i + columns]);
          sum[y * side + x] += top + v * (bottom - top);
        }
      }
    }
    return sum;
  }
}
