package io.colophon.labeling.image;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.GifBlocks;
import io.colophon.labeling.container.GifBlocks.Block;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Source;
import java.awt.Rectangle;
import java.io.IOException;

/** Decodes the images of a GIF one after the other. Not thread-safe. */
final class GifFrames {
  /** Pixels of all images together; more are refused before anything is decoded. */
  private static final long MAX_TOTAL = 4 * PictureLimits.MAX_PIXELS;

  private static final int[] PASS_START = {0, 4, 2, 1};
  private static final int[] PASS_STEP = {8, 8, 4, 2};

  private final Source file;
  private final int width;
  private final int height;

  GifFrames(Source file) throws IOException {
    this.file = file;
    this.width = u16(6);
    this.height = u16(8);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Refuses what is too much; nothing is decoded. */
  void requireLimits(boolean drawn) throws LabelingException, IOException {
    PictureLimits.require(width, height, drawn);
    long total = 0;
    int images = 0;
    GifBlocks blocks = new GifBlocks(file);
    for (Block block = blocks.next(); block.kind() != Block.TRAILER; block = blocks.next()) {
      if (block.kind() == Block.IMAGE) {
        images++;
        total += (long) u16(block.at() + 5) * u16(block.at() + 7);
      }
    }
    if (images == 0) {
      throw new MalformedMediaException("gif.image", "no image in the file");
    }
    // Every image is looked at on the whole screen when the output is read back.
    total = Math.max(total, (long) images * Math.min(width * (long) height, 1 << 16));
    if (total > MAX_TOTAL) {
      throw new LabelingException(
          LabelingException.Reason.TOO_LARGE,
          images + " images of " + total + " pixels, expected at most " + MAX_TOTAL);
    }
  }

  /**
   * Decodes an image.
   *
   * @param control where its graphic control extension stands; -1 for none
   */
  GifFrame frame(Block image, long control) throws IOException {
    long at = image.at();
    Rectangle area = new Rectangle(u16(at + 1), u16(at + 3), u16(at + 5), u16(at + 7));
    if (area.isEmpty() || area.x + area.width > width || area.y + area.height > height) {
      throw new MalformedMediaException(
          "gif.image", area + " on a screen of " + width + "x" + height);
    }
    int flags = file.u8(at + 9);
    int local = GifBlocks.tableBytes(flags);
    int[] palette = local > 0 ? palette(at + 10, local) : global();
    byte[] pixels =
        GifLzw.decode(file, at + 10 + local, Math.multiplyExact(area.width, area.height));
    if ((flags & 0x40) != 0) {
      pixels = inOrder(pixels, area);
    }
    int controls = control < 0 ? 0 : file.u8(control + 3);
    return new GifFrame(
        area,
        palette,
        pixels,
        (controls & 1) == 0 ? -1 : file.u8(control + 6),
        controls >> 2 & 7,
        control < 0 ? 0 : u16(control + 4));
  }

  private int[] global() throws IOException {
    int bytes = GifBlocks.tableBytes(file.u8(10));
    if (bytes == 0) {
      throw new MalformedMediaException("gif.palette", "an image without a colour table");
    }
    return palette(13, bytes);
  }

  private int[] palette(long at, int length) throws IOException {
    byte[] bytes = file.bytes(at, length);
    int[] palette = new int[length / 3];
    for (int i = 0; i < palette.length; i++) {
      palette[i] =
          (bytes[3 * i] & 0xFF) << 16 | (bytes[3 * i + 1] & 0xFF) << 8 | bytes[3 * i + 2] & 0xFF;
    }
    return palette;
  }

  private static byte[] inOrder(byte[] interlaced, Rectangle area) {
    byte[] pixels = new byte[interlaced.length];
    int from = 0;
    for (int pass = 0; pass < PASS_START.length; pass++) {
      for (int row = PASS_START[pass]; row < area.height; row += PASS_STEP[pass]) {
        System.arraycopy(interlaced, from, pixels, row * area.width, area.width);
        from += area.width;
      }
    }
    return pixels;
  }

  private int u16(long at) throws IOException {
    return file.u8(at) | file.u8(at + 1) << 8;
  }
}
