package io.colophon.benchmarks.watermark;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Something done to a picture.
 *
 * @param name for the table
 */
record PictureAttack(String name, Change change) {
  interface Change {
    BufferedImage apply(BufferedImage image, SplittableRandom random);
  }

  static PictureAttack jpeg(int quality) {
    return new PictureAttack("JPEG q" + quality, (image, random) -> jpeg(image, quality));
  }

  static PictureAttack resize(double factor) {
    return new PictureAttack("resize " + factor, (image, random) -> resize(image, factor));
  }

  /** Leaves a part of each side, at a random place. */
  static PictureAttack crop(int percent) {
    return new PictureAttack(
        "crop " + percent + " % of each side", (image, random) -> crop(image, percent, random));
  }

  static PictureAttack both(PictureAttack first, PictureAttack second) {
    return new PictureAttack(
        first.name + ", " + second.name,
        (image, random) -> second.change.apply(first.change.apply(image, random), random));
  }

  static PictureAttack blur() {
    float[] kernel = new float[49];
    double sum = 0;
    for (int i = 0; i < 49; i++) {
      double x = i % 7 - 3;
      double y = i / 7 - 3;
      kernel[i] = (float) Math.exp(-(x * x + y * y) / 2);
      sum += kernel[i];
    }
    for (int i = 0; i < 49; i++) {
      kernel[i] /= (float) sum;
    }
    ConvolveOp blur = new ConvolveOp(new Kernel(7, 7, kernel), ConvolveOp.EDGE_NO_OP, null);
    return new PictureAttack("Gaussian blur, 1 pixel", (image, random) -> blur.filter(image, null));
  }

  static PictureAttack noise(double deviation) {
    return new PictureAttack(
        "noise, deviation " + deviation,
        (image, random) -> each(image, sample -> sample + deviation * gaussian(random)));
  }

  static PictureAttack screenshot() {
    return new PictureAttack(
        "screenshot: 0.8, gamma 1.1, JPEG q85",
        (image, random) ->
            jpeg(each(resize(image, 0.8), sample -> 255 * Math.pow(sample / 255, 1.1)), 85));
  }

  private interface Curve {
    double at(double sample);
  }

  private static BufferedImage each(BufferedImage image, Curve curve) {
    BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), image.getType());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int changed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
          long sample = Math.round(curve.at(rgb >> shift & 255));
          changed |= (int) Math.min(255, Math.max(0, sample)) << shift;
        }
        copy.setRGB(x, y, changed);
      }
    }
    return copy;
  }

  private static BufferedImage jpeg(BufferedImage image, int quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / 100f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
      out.flush();
      return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage resize(BufferedImage image, double factor) {
    int width = (int) Math.round(image.getWidth() * factor);
    int height = (int) Math.round(image.getHeight() * factor);
    BufferedImage resized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = resized.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        factor < 1
            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
            : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return resized;
  }

  private static BufferedImage crop(BufferedImage image, int percent, SplittableRandom random) {
    int width = image.getWidth() * (100 - percent) / 100;
    int height = image.getHeight() * (100 - percent) / 100;
    int x = random.nextInt(image.getWidth() - width + 1);
    int y = random.nextInt(image.getHeight() - height + 1);
    BufferedImage cropped = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[width * height];
    image.getRGB(x, y, width, height, pixels, 0, width);
    cropped.setRGB(0, 0, width, height, pixels, 0, width);
    return cropped;
  }

  private static double gaussian(SplittableRandom random) {
    double sum = -6;
    for (int n = 0; n < 12; n++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
