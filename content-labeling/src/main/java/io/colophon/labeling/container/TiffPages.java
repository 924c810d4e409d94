package io.colophon.labeling.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a TIFF declares of its pages, read without decoding anything. */
public final class TiffPages {
  private static final int WIDTH = 0x0100;
  private static final int HEIGHT = 0x0101;
  private static final int BITS = 0x0102;
  private static final int COMPRESSION = 0x0103;
  private static final int PHOTOMETRIC = 0x0106;
  private static final int PREDICTOR = 0x013D;
  private static final int TILE_WIDTH = 0x0142;
  private static final int SAMPLE_FORMAT = 0x0153;
  private static final int DIFFERENCES = 2;

  private TiffPages() {}

  /**
   * A page.
   *
   * @param bits of the first sample of a pixel
   * @param compression as in tag 0x0103
   * @param photometric as in tag 0x0106: 0 and 1 grey, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr
   * @param floating whether samples are not plain numbers
   * @param orientation as in tag 0x0112, 1 to 8
   * @param differencesAt where the file says that each sample is told as its difference to the one
   *     before; -1 when samples are told as they are
   * @param tileWidth pixels after which differences begin anew; 0 for the end of the row
   * @param littleEndian byte order of the file
   * @param store whether it holds a C2PA manifest store
   */
  public record Page(
      long width,
      long height,
      int bits,
      int compression,
      int photometric,
      boolean floating,
      int orientation,
      long differencesAt,
      int tileWidth,
      boolean littleEndian,
      boolean store) {}

  /** The pages, the first one first. */
  public static List<Page> of(Source file) throws IOException {
    TiffBytes bytes = TiffBytes.of(file);
    TiffLayout layout = TiffLayout.of(bytes);
    List<Page> pages = new ArrayList<>();
    for (TiffDirectory directory : TiffFormat.directories(bytes, layout)) {
      pages.add(
          new Page(
              number(bytes, layout, directory, WIDTH, 0),
              number(bytes, layout, directory, HEIGHT, 0),
              (int) number(bytes, layout, directory, BITS, 1),
              (int) number(bytes, layout, directory, COMPRESSION, 1),
              (int) number(bytes, layout, directory, PHOTOMETRIC, -1),
              number(bytes, layout, directory, SAMPLE_FORMAT, 1) != 1,
              (int) number(bytes, layout, directory, TiffDirectory.ORIENTATION, 1),
              number(bytes, layout, directory, PREDICTOR, 1) == DIFFERENCES
                  ? directory.entry(PREDICTOR).map(TiffDirectory.Entry::valueAt).orElse(-1L)
                  : -1L,
              (int) number(bytes, layout, directory, TILE_WIDTH, 0),
              layout.little(),
              directory.entry(TiffDirectory.C2PA).isPresent()));
    }
    return pages;
  }

  /** Whether offsets have eight bytes. */
  public static boolean isBig(Source file) throws IOException {
    return TiffLayout.of(TiffBytes.of(file)).big();
  }

  /** The first number of an entry. */
  private static long number(
      TiffBytes bytes, TiffLayout layout, TiffDirectory directory, int tag, long otherwise)
      throws IOException {
    Optional<TiffDirectory.Entry> entry = directory.entry(tag);
    if (entry.isEmpty() || entry.get().count() < 1) {
      return otherwise;
    }
    int one = (int) Math.min(8, entry.get().bytes() / entry.get().count());
    return one == 0 ? otherwise : layout.number(bytes.bytes(entry.get().valueAt(), one), 0, one);
  }
}
