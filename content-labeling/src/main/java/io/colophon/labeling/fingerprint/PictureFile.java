package io.colophon.labeling.fingerprint;

import io.colophon.labeling.container.MalformedMediaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/** Decodes the first picture of a file. */
final class PictureFile {
  /** Larger pictures are refused before they are decoded. */
  static final long MAX_PIXELS = 100_000_000;

  private static final Map<String, String> FORMATS =
      Map.of(
          "image/png", "png",
          "image/jpeg", "jpeg",
          "image/webp", "webp",
          "image/gif", "gif",
          "image/tiff", "tiff",
          "image/bmp", "bmp");

  private PictureFile() {}

  static boolean knows(String mimeType) {
    return FORMATS.containsKey(mimeType);
  }

  static BufferedImage read(Path file, String mimeType) throws IOException {
    String format =
        Optional.ofNullable(FORMATS.get(mimeType))
            .orElseThrow(() -> new IllegalArgumentException("no pictures of type " + mimeType));
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw new IOException("no ImageIO plug-in for " + format);
    }
    ImageReader reader = readers.next();
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MAX_PIXELS) {
        throw new MalformedMediaException(
            "media.size", "picture of " + pixels + " pixels, expected at most " + MAX_PIXELS);
      }
      return reader.read(0);
    } catch (IIOException | RuntimeException e) {
      // The readers answer damaged files with unchecked exceptions of many kinds as well.
      throw new MalformedMediaException(
          "picture.damaged", "cannot be decoded as " + format + ": " + e.getMessage());
    } finally {
      reader.dispose();
    }
  }
}
