package io.colophon.benchmarks.watermark;

import io.colophon.labeling.watermark.LumaPlane;
import java.awt.image.BufferedImage;

/** Between pictures in colour and their brightness (ITU-R BT.601). */
final class Luma {
  private Luma() {}

  static LumaPlane of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
    float[] luma = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      luma[i] =
          0.299f * (rgb[i] >> 16 & 255) + 0.587f * (rgb[i] >> 8 & 255) + 0.114f * (rgb[i] & 255);
    }
    return new LumaPlane(width, height, luma);
  }

  /** The picture with another brightness, its colour differences kept. */
  static BufferedImage with(BufferedImage image, LumaPlane luma) {
    LumaPlane old = of(image);
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < rgb.length; i++) {
      float add = luma.samples()[i] - old.samples()[i];
      rgb[i] = clip(rgb[i] >> 16, add) << 16 | clip(rgb[i] >> 8, add) << 8 | clip(rgb[i], add);
    }
    BufferedImage marked = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    marked.setRGB(0, 0, width, height, rgb, 0, width);
    return marked;
  }

  /** The peak signal-to-noise ratio of brightness, dB. */
  static double psnr(LumaPlane a, LumaPlane b) {
    double sum = 0;
    for (int i = 0; i < a.samples().length; i++) {
      double difference = a.samples()[i] - b.samples()[i];
      sum += difference * difference;
    }
    return 10 * Math.log10(255 * 255 / Math.max(1e-9, sum / a.samples().length));
  }

  private static int clip(int sample, float add) {
    return (int) Math.min(255, Math.max(0, Math.round((sample & 255) + add)));
  }
}
