package io.colophon.provider.local.image;

import io.colophon.provider.local.work.Work;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG (ISO/IEC 15948): eight bits, three channels, one sRGB chunk, no time and no text, so
 * that the same pixels give the same file with the same zlib.
 */
final class PngWriter {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int LEVEL = 4;

  private PngWriter() {}

  static byte[] write(Picture picture, Work work) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(picture.rgb().length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(picture.width());
      fields.writeInt(picture.height());
      fields.write(new byte[] {8, 2, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray(), header.size());
      chunk(out, "sRGB", new byte[] {0}, 1);
      data(out, picture, work);
      chunk(out, "IEND", new byte[0], 0);
    } catch (IOException e) {
      throw new AssertionError("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void data(DataOutputStream out, Picture picture, Work work) throws IOException {
    int stride = picture.width() * 3;
    byte[] above = new byte[stride];
    byte[] row = new byte[stride];
    byte[] filtered = new byte[stride + 1];
    byte[] buffer = new byte[1 << 16];
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setStrategy(Deflater.FILTERED);
      for (int y = 0; y < picture.height(); y++) {
        if (y % 16 == 0) {
          work.checkpoint();
        }
        for (int x = 0; x < picture.width(); x++) {
          int rgb = picture.rgb()[y * picture.width() + x];
          row[x * 3] = (byte) (rgb >> 16);
          row[x * 3 + 1] = (byte) (rgb >> 8);
          row[x * 3 + 2] = (byte) rgb;
        }
        paeth(row, above, filtered);
        deflater.setInput(filtered);
        boolean last = y == picture.height() - 1;
        if (last) {
          deflater.finish();
        }
        // A change of strategy may take a call that neither reads nor writes.
        while (last ? !deflater.finished() : !deflater.needsInput()) {
          int n = deflater.deflate(buffer);
          if (n > 0) {
            chunk(out, "IDAT", buffer, n);
          }
        }
        byte[] spare = above;
        above = row;
        row = spare;
      }
    } finally {
      deflater.end();
    }
  }

  /** Filter type 4: each byte less the nearest of left, above and upper left (clause 9.4). */
  private static void paeth(byte[] row, byte[] above, byte[] to) {
    to[0] = 4;
    for (int i = 0; i < row.length; i++) {
      int a = i < 3 ? 0 : row[i - 3] & 255;
      int b = above[i] & 255;
      int c = i < 3 ? 0 : above[i - 3] & 255;
      int pa = Math.abs(b - c);
      int pb = Math.abs(a - c);
      int pc = Math.abs(a + b - 2 * c);
      int nearest = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      to[i + 1] = (byte) (row[i] - nearest);
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] data, int length)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.writeInt(length);
    out.write(name);
    out.write(data, 0, length);
    out.writeInt((int) crc.getValue());
  }
}
