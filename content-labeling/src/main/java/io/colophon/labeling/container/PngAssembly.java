package io.colophon.labeling.container;

import io.colophon.labeling.container.PngFormat.Chunk;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/**
 * Puts a PNG together: header and pixels from one file, everything that describes them from
 * another. Chunks are copied as they are.
 */
public final class PngAssembly {
  /**
   * Describe colour, size or time in a way that stays true when pixels are coded anew, although
   * their names do not say so.
   */
  private static final Set<String> KEPT =
      Set.of("gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "tIME");

  private static final Set<String> FROM_PIXELS = Set.of("PLTE", "tRNS", "IDAT", "IEND");
  private static final int COLOUR_TYPE = 9;

  private PngAssembly() {}

  /**
   * What a PNG declares.
   *
   * @param colourType as in the header: 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and
   *     alpha
   * @param orientation as in EXIF, 1 to 8
   */
  public record Header(int width, int height, int colourType, boolean animated, int orientation) {}

  /** Reads size and kind without decoding anything. */
  public static Header header(Source file) throws IOException {
    if (!file.has(0, PngFormat.SIGNATURE)) {
      throw new MalformedMediaException("png.signature", "the first bytes are not those of PNG");
    }
    Chunk header = PngFormat.chunk(file, PngFormat.SIGNATURE.length);
    if (!header.type().equals("IHDR") || header.length() != 13) {
      throw new MalformedMediaException("png.header", "the first chunk is not IHDR");
    }
    long width = file.u32be(header.data());
    long height = file.u32be(header.data() + 4);
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new MalformedMediaException("png.header", "size is " + width + "x" + height);
    }
    boolean animated = false;
    int orientation = ExifOrientation.UPRIGHT;
    Chunks count = new Chunks();
    for (Chunk chunk = header; !chunk.type().equals("IEND"); ) {
      count.next();
      chunk = PngFormat.chunk(file, chunk.end());
      if (chunk.type().equals("acTL")) {
        animated = true;
      } else if (chunk.type().equals("eXIf")) {
        orientation = ExifOrientation.of(TiffBytes.of(file, chunk.data(), chunk.length()));
      }
    }
    return new Header(
        (int) width, (int) height, file.u8(header.data() + COLOUR_TYPE), animated, orientation);
  }

  /** Writes the file; {@code notes} gets what was not kept. */
  public static void write(Source pixels, Source description, OutputStream out, List<String> notes)
      throws IOException {
    out.write(PngFormat.SIGNATURE);
    Chunk header = PngFormat.chunk(pixels, PngFormat.SIGNATURE.length);
    pixels.copy(header.at(), header.end() - header.at(), out);
    copyDescription(pixels, description, out, notes);
    Chunks count = new Chunks();
    for (Chunk chunk = header; !chunk.type().equals("IEND"); ) {
      count.next();
      chunk = PngFormat.chunk(pixels, chunk.end());
      if (FROM_PIXELS.contains(chunk.type())) {
        pixels.copy(chunk.at(), chunk.end() - chunk.at(), out);
      }
    }
  }

  private static void copyDescription(
      Source pixels, Source file, OutputStream out, List<String> notes) throws IOException {
    long type = PngFormat.SIGNATURE.length + 8 + COLOUR_TYPE;
    boolean grey = (pixels.u8(type) & 2) == 0;
    boolean wasGrey = (file.u8(type) & 2) == 0;
    Chunks count = new Chunks();
    for (long at = PngFormat.SIGNATURE.length; ; ) {
      count.next();
      Chunk chunk = PngFormat.chunk(file, at);
      if (chunk.type().equals("IEND")) {
        return;
      }
      if (chunk.type().equals("caBX")) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      } else if (isKept(chunk) && (grey == wasGrey || !chunk.type().equals("iCCP"))) {
        file.copy(chunk.at(), chunk.end() - chunk.at(), out);
      }
      at = chunk.end();
    }
  }

  /** A small last letter says that a chunk does not depend on the pixels (ISO/IEC 15948, 5.4). */
  private static boolean isKept(Chunk chunk) {
    char last = chunk.type().charAt(3);
    boolean critical = Character.isUpperCase(chunk.type().charAt(0));
    return KEPT.contains(chunk.type())
        || (Character.isLowerCase(last) && !critical && !FROM_PIXELS.contains(chunk.type()));
  }
}
