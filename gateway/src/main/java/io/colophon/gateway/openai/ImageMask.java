package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.spi.Part;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/**
 * Turns a mask of OpenAI's into ours: there, what is transparent is changed; here, what is white.
 * Blocks: pictures are decoded.
 */
final class ImageMask {
  private static final int OPAQUE = 255;

  private ImageMask() {}

  /**
   * The mask in our terms; one without transparency is taken for ours as it is.
   *
   * @throws Refusal INVALID_REQUEST if it is no picture
   */
  static Part.Media toOurs(Part.Media mask) {
    byte[] file = new byte[mask.bytes().remaining()];
    mask.bytes().duplicate().get(file);
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      if (image == null) {
        throw Refusal.invalid("mask", "no picture that can be read, expected a PNG");
      }
      return image.getColorModel().hasAlpha() ? converted(image) : mask;
    } catch (IOException broken) {
      throw Refusal.invalid("mask", "a broken picture, expected a PNG");
    }
  }

  private static Part.Media converted(BufferedImage image) {
    BufferedImage grey =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        grey.getRaster().setSample(x, y, 0, OPAQUE - (image.getRGB(x, y) >>> 24));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(grey, "png", out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Part.Media("image/png", ByteBuffer.wrap(out.toByteArray()));
  }
}
