package io.colophon.labeling.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes an image of a GIF with its graphic control extension and a colour table of its own. */
final class GifImage {
  private static final int COLOUR_BITS = 8;

  private GifImage() {}

  static void write(GifFrame frame, OutputStream out) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(8 + 10 + 3 * 256).order(ByteOrder.LITTLE_ENDIAN);
    boolean clear = frame.transparent() >= 0;
    head.put(new byte[] {0x21, (byte) 0xF9, 4});
    head.put((byte) (frame.disposal() << 2 | (clear ? 1 : 0)));
    head.putShort((short) frame.delay())
        .put((byte) (clear ? frame.transparent() : 0))
        .put((byte) 0);
    head.put((byte) 0x2C);
    head.putShort((short) frame.area().x).putShort((short) frame.area().y);
    head.putShort((short) frame.area().width).putShort((short) frame.area().height);
    head.put((byte) (0x80 | COLOUR_BITS - 1));
    for (int colour : frame.palette()) {
      head.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
    }
    out.write(head.array());
    out.write(GifLzw.encode(frame.pixels(), COLOUR_BITS));
  }
}
