package io.colophon.labeling.image;

import io.colophon.labeling.container.MalformedMediaException;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.NodeList;

/** ImageIO on files, by format name, without its disk cache; damaged files are told as such. */
final class ImageIoFiles {
  private static final String JPEG_TREE = "javax_imageio_jpeg_image_1.0";

  private ImageIoFiles() {}

  /** What is done with a reader. */
  interface Reading<T> {
    T with(ImageReader reader) throws IOException;
  }

  /** Decodes the whole picture, or a part of it. */
  static BufferedImage read(String format, Path file, @Nullable Rectangle part) throws IOException {
    return read(
        format,
        file,
        reader -> {
          ImageReadParam param = reader.getDefaultReadParam();
          if (part != null) {
            param.setSourceRegion(part);
          }
          return reader.read(0, param);
        });
  }

  /** Decodes without any conversion of colours. */
  static Raster readRaster(String format, Path file) throws IOException {
    return read(format, file, reader -> reader.readRaster(0, null));
  }

  private static <T> T read(String format, Path file, Reading<T> reading) throws IOException {
    return read(format, file, true, reading);
  }

  /**
   * Uses a reader.
   *
   * @param ignoreMetadata whether only samples are asked for; damaged metadata does no harm then
   */
  static <T> T read(String format, Path file, boolean ignoreMetadata, Reading<T> reading)
      throws IOException {
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      return read(format, in, ignoreMetadata, reading);
    }
  }

  /**
   * Uses a reader.
   *
   * @param ignoreMetadata whether only samples are asked for; damaged metadata does no harm then
   */
  static <T> T read(String format, ImageInputStream in, boolean ignoreMetadata, Reading<T> reading)
      throws IOException {
    ImageReader reader = first(ImageIO.getImageReadersByFormatName(format), format);
    try {
      reader.setInput(in, false, ignoreMetadata);
      return reading.with(reader);
    } catch (MalformedMediaException e) {
      throw e;
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
    write(format, new IIOImage(picture, null, null), file, settings);
  }

  /** Writes samples without any conversion of colours. */
  static void writeRaster(String format, Raster samples, Path file, Settings settings)
      throws IOException {
    write(format, new IIOImage(samples, null, null), file, settings);
  }

  private static void write(String format, IIOImage picture, Path file, Settings settings)
      throws IOException {
    ImageWriter writer = first(ImageIO.getImageWritersByFormatName(format), format);
    try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      settings.apply(param);
      writer.write(null, picture, param);
    } finally {
      writer.dispose();
    }
  }

  /**
   * Writes a JPEG.
   *
   * @param halved whether colour may get fewer samples than brightness, in both directions
   */
  static void writeJpeg(BufferedImage picture, Path file, boolean halved, Settings settings)
      throws IOException {
    ImageWriter writer = first(ImageIO.getImageWritersByFormatName("jpeg"), "jpeg");
    try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      settings.apply(param);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(picture), param);
      if (!halved) {
        IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(JPEG_TREE);
        NodeList components = tree.getElementsByTagName("componentSpec");
        for (int i = 0; i < components.getLength(); i++) {
          IIOMetadataNode component = (IIOMetadataNode) components.item(i);
          component.setAttribute("HsamplingFactor", "1");
          component.setAttribute("VsamplingFactor", "1");
        }
        metadata.setFromTree(JPEG_TREE, tree);
      }
      writer.write(null, new IIOImage(picture, List.of(), metadata), param);
    } finally {
      writer.dispose();
    }
  }

  static <T> T first(Iterator<T> found, String format) throws IOException {
    if (!found.hasNext()) {
      throw new IOException("no ImageIO plug-in for " + format);
    }
    return found.next();
  }
}
