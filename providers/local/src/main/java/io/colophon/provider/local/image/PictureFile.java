package io.colophon.provider.local.image;

import io.colophon.provider.local.work.Work;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Picture files: PNG, JPEG and WebP, written and read. Stateless, for any number of threads. */
public final class PictureFile {
  /** Mime types that can be written and read. */
  public static final List<String> MIME_TYPES = List.of("image/png", "image/jpeg", "image/webp");

  /** Longest side of a picture that is read, in pixels. */
  public static final int MAX_SIDE = 8192;

  /** Largest picture that is read, in pixels. */
  public static final int MAX_PIXELS = 24_000_000;

  private static final float JPEG_QUALITY = 0.92f;
  private static final float WEBP_QUALITY = 0.9f;

  /** Larger pictures are read with rows and columns left out: no result has longer sides. */
  private static final int USEFUL_SIDE = 2048;

  private PictureFile() {}

  /**
   * Writes a picture. PNG is lossless; JPEG has quality 92 and WebP quality 90 of 100.
   *
   * @param mimeType one of {@link #MIME_TYPES}
   * @throws IllegalArgumentException for another type
   */
  public static ByteBuffer encode(Picture picture, String mimeType) {
    return encode(picture, mimeType, Work.UNOBSERVED);
  }

  /**
   * The same, watching whether the file is still wanted: at every few rows of a PNG; before and
   * after the other formats, whose coders cannot be stopped and take some tenths of a second for
   * the largest pictures.
   *
   * @throws java.util.concurrent.CancellationException if the work is no longer wanted
   */
  public static ByteBuffer encode(Picture picture, String mimeType, Work work) {
    work.checkpoint();
    ByteBuffer file = write(picture, mimeType, work);
    work.checkpoint();
    return file;
  }

  private static ByteBuffer write(Picture picture, String mimeType, Work work) {
    return switch (mimeType) {
      case "image/png" -> ByteBuffer.wrap(PngWriter.write(picture, work)).asReadOnlyBuffer();
      case "image/jpeg" -> encode(picture, "jpeg", JPEG_QUALITY);
      case "image/webp" -> encode(picture, "webp", WEBP_QUALITY);
      default ->
          throw new IllegalArgumentException(
              "image format is " + mimeType + ", expected one of " + MIME_TYPES);
    };
  }

  /**
   * Reads a picture. What it is made of is told by its first bytes, and its declared size is
   * checked before any pixel is decoded. Transparent parts become white; a turn asked for in EXIF
   * is ignored.
   *
   * @throws PictureException if it is no PNG, JPEG or WebP, too large, or damaged
   */
  public static Picture decode(ByteBuffer file) throws PictureException {
    byte[] bytes = new byte[file.remaining()];
    file.duplicate().get(bytes);
    String format =
        format(bytes)
            .orElseThrow(
                () ->
                    new PictureException(
                        "image of " + bytes.length + " bytes is neither PNG, JPEG nor WebP"));
    ImageReader reader = reader(format);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      check(width, height);
      ImageReadParam param = reader.getDefaultReadParam();
      int skip = format.equals("webp") ? 1 : Math.max(1, Math.max(width, height) / USEFUL_SIDE);
      param.setSourceSubsampling(skip, skip, 0, 0);
      return picture(reader.read(0, param));
    } catch (IOException | RuntimeException e) {
      // Readers throw what they like on damaged input.
      throw new PictureException("the " + format + " image is damaged or not supported", e);
    } finally {
      reader.dispose();
    }
  }

  private static void check(int width, int height) throws PictureException {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new PictureException(
          "image is " + width + "x" + height + ", expected sides of 1 to " + MAX_SIDE + " pixels");
    }
    if ((long) width * height > MAX_PIXELS) {
      throw new PictureException(
          "image is " + width + "x" + height + ", expected at most " + MAX_PIXELS + " pixels");
    }
  }

  private static Optional<String> format(byte[] b) {
    if (b.length >= 8 && (b[0] & 255) == 0x89 && b[1] == 'P' && b[2] == 'N' && b[3] == 'G') {
      return Optional.of("png");
    }
    if (b.length >= 3 && (b[0] & 255) == 0xFF && (b[1] & 255) == 0xD8 && (b[2] & 255) == 0xFF) {
      return Optional.of("jpeg");
    }
    boolean riff = b.length >= 16 && b[0] == 'R' && b[1] == 'I' && b[2] == 'F' && b[3] == 'F';
    return riff && b[8] == 'W' && b[9] == 'E' && b[10] == 'B' && b[11] == 'P'
        ? Optional.of("webp")
        : Optional.empty();
  }

  private static ImageReader reader(String format) throws PictureException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw new PictureException("no reader for " + format + " on this machine");
    }
    return readers.next();
  }

  private static Picture picture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < rgb.length; i++) {
      int alpha = rgb[i] >>> 24;
      if (alpha == 255) {
        rgb[i] &= 0xFFFFFF;
      } else {
        int white = 255 - alpha;
        int r = ((rgb[i] >> 16 & 255) * alpha) / 255 + white;
        int g = ((rgb[i] >> 8 & 255) * alpha) / 255 + white;
        int b = ((rgb[i] & 255) * alpha) / 255 + white;
        rgb[i] = r << 16 | g << 8 | b;
      }
    }
    return new Picture(width, height, rgb);
  }

  private static ByteBuffer encode(Picture picture, String format, float quality) {
    int width = picture.width();
    int height = picture.height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, picture.rgb(), 0, width);
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    if (!writers.hasNext()) {
      throw new IllegalStateException("no writer for " + format + " on this machine");
    }
    ImageWriter writer = writers.next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(width * height / 4);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      if (format.equals("webp")) {
        param.setCompressionType("Lossy");
      }
      param.setCompressionQuality(quality);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IIOException e) {
      throw new IllegalStateException("the " + format + " writer failed", e);
    } catch (IOException e) {
      throw new AssertionError("writing to memory does not fail", e);
    } finally {
      writer.dispose();
    }
    return ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer();
  }
}
