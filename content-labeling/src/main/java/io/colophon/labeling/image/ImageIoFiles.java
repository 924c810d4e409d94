package io.colophon.labeling.image;

import io.colophon.labeling.container.MalformedMediaException;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.FileImageOutputStream;
import org.jspecify.annotations.Nullable;

/** ImageIO on files, by format name, without its disk cache; damaged files are told as such. */
final class ImageIoFiles {
  private ImageIoFiles() {}

  /** Decodes the whole picture, or a part of it. */
  static BufferedImage read(String format, Path file, @Nullable Rectangle part) throws IOException {
    ImageReader reader = first(ImageIO.getImageReadersByFormatName(format), format);
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      ImageReadParam param = reader.getDefaultReadParam();
      if (part != null) {
        param.setSourceRegion(part);
      }
      return reader.read(0, param);
    } catch (IIOException | RuntimeException e) {
      // The readers answer damaged files with unchecked exceptions of many kinds as well.
      throw new MalformedMediaException(
          "picture.damaged", "cannot be decoded as " + format + ": " + e.getMessage());
    } finally {
      reader.dispose();
    }
  }

  /** Prepares the parameters of a writer. */
  interface Settings {
    void apply(ImageWriteParam param);
  }

  static void write(String format, BufferedImage picture, Path file, Settings settings)
      throws IOException {
    ImageWriter writer = first(ImageIO.getImageWritersByFormatName(format), format);
    try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      settings.apply(param);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  private static <T> T first(Iterator<T> found, String format) throws IOException {
    if (!found.hasNext()) {
      throw new IOException("no ImageIO plug-in for " + format);
    }
    return found.next();
  }
}
