package io.colophon.benchmarks.watermark;

import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Pictures with the statistics of natural ones, made from a seed: overlapping leaves of sizes by a
 * power law (the dead leaves model of Ruderman 1997), clouds whose power falls with the square of
 * the frequency, a landscape under a smooth sky, soft light on smooth bodies, a page with text.
 */
enum Scenes {
  LEAVES {
    @Override
    void draw(BufferedImage image, SplittableRandom random) {
      Graphics2D pen = pen(image);
      int side = Math.min(image.getWidth(), image.getHeight());
      for (int i = 0; i < 5000; i++) {
        double radius = Math.min(side / 4.0, 0.006 * side / Math.sqrt(random.nextDouble() + 5e-4));
        double x = random.nextDouble() * image.getWidth();
        double y = random.nextDouble() * image.getHeight();
        Color from = color(random, 20, 220);
        pen.setPaint(
            new GradientPaint(
                (float) (x - radius),
                (float) (y - radius),
                from,
                (float) (x + radius),
                (float) (y + radius),
                shade(from, 0.6 + 0.6 * random.nextDouble())));
        pen.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      }
      pen.dispose();
      grain(image, random, 0.75, 7);
    }
  },
  CLOUDS {
    @Override
    void draw(BufferedImage image, SplittableRandom random) {
      Graphics2D pen = pen(image);
      pen.setColor(color(random, 80, 170));
      pen.fillRect(0, 0, image.getWidth(), image.getHeight());
      pen.dispose();
      grain(image, random, 1.0, 35);
    }
  },
  LANDSCAPE {
    @Override
    void draw(BufferedImage image, SplittableRandom random) {
      int width = image.getWidth();
      int height = image.getHeight();
      Graphics2D pen = pen(image);
      pen.setPaint(
          new GradientPaint(0, 0, new Color(70, 120, 190), 0, height * 0.6f, Color.LIGHT_GRAY));
      pen.fillRect(0, 0, width, height);
      pen.dispose();
      grain(image, random, 1.1, 3);
      for (int ridge = 0; ridge < 4; ridge++) {
        BufferedImage ground = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D fill = ground.createGraphics();
        fill.setColor(color(random, 40 + 15 * ridge, 70 + 15 * ridge));
        fill.fillRect(0, 0, width, height);
        fill.dispose();
        grain(ground, random, 0.7, 10 + 5 * ridge);
        float[] skyline = PinkNoise.line(width, 1.3, random);
        for (int x = 0; x < width; x++) {
          int top = (int) (height * (0.35 + 0.15 * ridge + 0.05 * skyline[x]));
          for (int y = Math.max(0, top); y < height; y++) {
            image.setRGB(x, y, ground.getRGB(x, y));
          }
        }
      }
    }
  },
  BODIES {
    @Override
    void draw(BufferedImage image, SplittableRandom random) {
      Graphics2D pen = pen(image);
      int side = Math.min(image.getWidth(), image.getHeight());
      pen.setPaint(
          new GradientPaint(0, 0, color(random, 60, 120), side, side, color(random, 120, 220)));
      pen.fillRect(0, 0, image.getWidth(), image.getHeight());
      for (int i = 0; i < 12; i++) {
        double radius = side * (0.05 + 0.2 * random.nextDouble());
        double x = random.nextDouble() * image.getWidth();
        double y = random.nextDouble() * image.getHeight();
        Color base = color(random, 60, 220);
        for (int ring = 0; ring < 60; ring++) {
          double r = radius * (1 - ring / 60.0);
          double lit = x - 0.3 * (radius - r);
          pen.setColor(shade(base, 0.55 + 0.6 * ring / 60.0));
          pen.fill(new Ellipse2D.Double(lit - r, y - 0.3 * (radius - r) - r, 2 * r, 2 * r));
        }
      }
      pen.dispose();
      grain(image, random, 0.3, 1.5);
    }
  },
  PAGE {
    @Override
    void draw(BufferedImage image, SplittableRandom random) {
      Graphics2D pen = pen(image);
      int width = image.getWidth();
      int height = image.getHeight();
      pen.setPaint(
          new GradientPaint(0, 0, color(random, 190, 250), width, height, color(random, 150, 250)));
      pen.fillRect(0, 0, width, height);
      BufferedImage photo = new BufferedImage(width / 2, height / 3, BufferedImage.TYPE_INT_RGB);
      LEAVES.draw(photo, random);
      pen.drawImage(photo, width / 4, height / 10, null);
      pen.setColor(new Color(25, 25, 40));
      int size = Math.max(10, height / 36);
      pen.setFont(new Font(Font.SERIF, Font.PLAIN, size));
      for (int y = height / 2; y < height - size; y += size * 3 / 2) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < 60; i++) {
          line.append((char) (random.nextInt(6) == 0 ? ' ' : 'a' + random.nextInt(26)));
        }
        pen.drawString(line.toString(), width / 12, y);
      }
      pen.dispose();
    }
  };

  /** Its name in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract void draw(BufferedImage image, SplittableRandom random);

  BufferedImage picture(int width, int height, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    draw(image, new SplittableRandom(seed * 31 + ordinal()));
    return image;
  }

  private static Graphics2D pen(BufferedImage image) {
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return pen;
  }

  private static Color color(SplittableRandom random, int from, int to) {
    return new Color(random.nextInt(from, to), random.nextInt(from, to), random.nextInt(from, to));
  }

  private static Color shade(Color color, double by) {
    return new Color(
        (int) Math.min(255, color.getRed() * by),
        (int) Math.min(255, color.getGreen() * by),
        (int) Math.min(255, color.getBlue() * by));
  }

  /** Adds noise with an amplitude that falls with the frequency to the power of the slope. */
  private static void grain(
      BufferedImage image, SplittableRandom random, double slope, double deviation) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] noise = PinkNoise.plane(width, height, slope, random);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = image.getRGB(x, y);
        int add = (int) Math.round(noise[y * width + x] * deviation);
        image.setRGB(
            x,
            y,
            clip((rgb >> 16 & 255) + add) << 16
                | clip((rgb >> 8 & 255) + add) << 8
                | clip((rgb & 255) + add));
      }
    }
  }

  private static int clip(int sample) {
    return Math.min(255, Math.max(0, sample));
  }
}
