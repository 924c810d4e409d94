package io.colophon.labeling.image;

import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.TiffPages.Page;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFImageReadParam;
import javax.imageio.stream.FileImageOutputStream;

/** TIFF files page by page, with their tags, by the plug-in of the JDK. */
final class TiffImages {
  /** Say how samples are stored; another coding has its own. */
  private static final int[] OF_SAMPLES = {
    0x00FE, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x010A, 0x0111, 0x0115, 0x0116, 0x0117, 0x0118,
    0x0119, 0x011C, 0x013D, 0x0140, 0x0142, 0x0143, 0x0144, 0x0145, 0x0152, 0x0153, 0x0154, 0x0155,
    0x015B, 0x0200, 0x0201, 0x0202, 0x0207, 0x0208, 0x0209, 0x0211, 0x0212, 0x0213, 0x0214, 0xCD41
  };

  private static final int DEEP = 16;

  private TiffImages() {}

  /** Changes the samples of a page, in place. */
  interface Change {
    void apply(BufferedImage picture, Orientation orientation);
  }

  static BufferedImage read(Path file, Page page, int number) throws IOException {
    BufferedImage picture = open(file, page, true, reader -> reader.read(number));
    return Samples.paintable(summed(picture, page));
  }

  static void rewrite(Path input, Path output, List<Page> pages, Change change) throws IOException {
    ImageWriter writer = ImageIoFiles.first(ImageIO.getImageWritersByFormatName("tiff"), "tiff");
    try (FileImageOutputStream out = new FileImageOutputStream(output.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < pages.size(); i++) {
        int number = i;
        Page page = pages.get(i);
        IIOImage read = open(input, page, false, reader -> page(reader, number));
        BufferedImage picture =
            Samples.paintable(summed((BufferedImage) read.getRenderedImage(), page));
        change.apply(picture, Orientation.of(page.orientation()));
        writer.writeToSequence(
            new IIOImage(picture, null, described(read.getMetadata())), param(writer, page));
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  /**
   * Opens a file for one page. The plug-in refuses differences of 16 bits, so it gets to read that
   * there are none, and the sums are ours to do.
   */
  private static <T> T open(
      Path file, Page page, boolean ignoreMetadata, ImageIoFiles.Reading<T> reading)
      throws IOException {
    if (!hasDeepDifferences(page)) {
      return ImageIoFiles.read("tiff", file, ignoreMetadata, reading);
    }
    byte[] none = page.littleEndian() ? new byte[] {1, 0} : new byte[] {0, 1};
    try (PatchedInput in = new PatchedInput(file, page.differencesAt(), none)) {
      return ImageIoFiles.read("tiff", in, ignoreMetadata, reading);
    }
  }

  private static boolean hasDeepDifferences(Page page) {
    return page.differencesAt() >= 0 && page.bits() == DEEP;
  }

  private static BufferedImage summed(BufferedImage picture, Page page) {
    if (hasDeepDifferences(page)) {
      WritableRaster raster = picture.getRaster();
      int bands = raster.getNumBands();
      int width = picture.getWidth();
      int tile = (page.tileWidth() > 0 ? page.tileWidth() : width) * bands;
      int[] row = new int[width * bands];
      for (int y = 0; y < picture.getHeight(); y++) {
        raster.getPixels(0, y, width, 1, row);
        for (int i = bands; i < row.length; i++) {
          if (i % tile >= bands) {
            row[i] = row[i] + row[i - bands] & 0xFFFF;
          }
        }
        raster.setPixels(0, y, width, 1, row);
      }
    }
    return picture;
  }

  private static IIOImage page(ImageReader reader, int number) throws IOException {
    TIFFImageReadParam param = new TIFFImageReadParam();
    param.setReadUnknownTags(true);
    return reader.readAll(number, param);
  }

  /** The tags that stay true for other samples. */
  private static IIOMetadata described(IIOMetadata metadata) throws IOException {
    try {
      TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
      for (int tag : OF_SAMPLES) {
        directory.removeTIFFField(tag);
      }
      return directory.getAsMetadata();
    } catch (IIOException e) {
      throw new MalformedMediaException("tiff.tags", "tags cannot be kept: " + e.getMessage());
    }
  }

  private static ImageWriteParam param(ImageWriter writer, Page page) {
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    switch (page.compression()) {
      case 1 -> param.setCompressionMode(ImageWriteParam.MODE_DISABLED);
      case 5 -> param.setCompressionType("LZW");
      case 8 -> param.setCompressionType("ZLib");
      case 32773 -> param.setCompressionType("PackBits");
      default -> param.setCompressionType("Deflate");
    }
    return param;
  }
}
