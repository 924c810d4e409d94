package io.colophon.labeling.image;

import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** The compression of GIF (specification 89a, appendix F): LZW with codes of up to 12 bits. */
final class GifLzw {
  private static final int MAX_CODES = 4096;
  private static final int MAX_BITS = 12;
  private static final int MAX_PIECE = 255;

  private GifLzw() {}

  /**
   * Unpacks an image.
   *
   * @param at where its data begin, the byte with the size of its codes first
   * @param pixels how many there have to be
   */
  static byte[] decode(Source file, long at, int pixels) throws IOException {
    int dataBits = file.u8(at);
    if (dataBits < 1 || dataBits > 8) {
      throw new MalformedMediaException("gif.lzw", "codes of " + dataBits + " bits at " + at);
    }
    return new Decoder(file, at + 1, dataBits, pixels).all();
  }

  /** Takes codes out of sub-blocks and turns them into pixels. */
  private static final class Decoder {
    private final Source file;
    private final int clear;
    private final byte[] pixels;
    private final short[] prefix = new short[MAX_CODES];
    private final byte[] suffix = new byte[MAX_CODES];
    private final byte[] stack = new byte[MAX_CODES + 1];
    private byte[] piece = new byte[0];
    private int pieceAt;
    private long next;
    private int bits;
    private int held;

    Decoder(Source file, long at, int dataBits, int pixels) {
      this.file = file;
      this.next = at;
      this.clear = 1 << dataBits;
      this.pixels = new byte[pixels];
      for (int i = 0; i < clear; i++) {
        suffix[i] = (byte) i;
      }
    }

    byte[] all() throws IOException {
      int filled = 0;
      int size = Integer.numberOfTrailingZeros(clear) + 1;
      int free = clear + 2;
      int old = -1;
      int first = 0;
      while (filled < pixels.length) {
        int code = code(size);
        if (code == clear) {
          size = Integer.numberOfTrailingZeros(clear) + 1;
          free = clear + 2;
          old = -1;
          continue;
        }
        if (code == clear + 1 || code > free || (old < 0 && code > clear)) {
          throw new MalformedMediaException(
              "gif.lzw", "code " + code + " after " + filled + " of " + pixels.length + " pixels");
        }
        int top = 0;
        int walk = code;
        if (code == free) {
          stack[top++] = (byte) first;
          walk = old;
        }
        while (walk > clear) {
          stack[top++] = suffix[walk];
          walk = prefix[walk];
        }
        first = suffix[walk] & 0xFF;
        stack[top++] = (byte) first;
        if (old >= 0 && free < MAX_CODES) {
          prefix[free] = (short) old;
          suffix[free] = (byte) first;
          free++;
          if (free == 1 << size && size < MAX_BITS) {
            size++;
          }
        }
        old = code;
        while (top > 0 && filled < pixels.length) {
          pixels[filled++] = stack[--top];
        }
      }
      return pixels;
    }

    private int code(int size) throws IOException {
      while (held < size) {
        if (pieceAt == piece.length) {
          int length = file.u8(next);
          if (length == 0) {
            throw new MalformedMediaException("gif.lzw", "the data of an image end too early");
          }
          piece = file.bytes(next + 1, length);
          pieceAt = 0;
          next += 1 + length;
        }
        bits |= (piece[pieceAt++] & 0xFF) << held;
        held += 8;
      }
      int code = bits & (1 << size) - 1;
      bits >>>= size;
      held -= size;
      return code;
    }
  }

  /**
   * Packs an image: the size of its codes, sub-blocks, and the empty one that ends them.
   *
   * @param colourBits bits of a pixel, 1 to 8
   */
  static byte[] encode(byte[] pixels, int colourBits) {
    return new Encoder(Math.max(2, colourBits)).all(pixels);
  }

  /** Turns pixels into codes in sub-blocks. */
  private static final class Encoder {
    private static final int SLOTS = 1 << 14;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] piece = new byte[MAX_PIECE];
    private final int[] keys = new int[SLOTS];
    private final short[] codes = new short[SLOTS];
    private final int dataBits;
    private int filled;
    private int bits;
    private int held;

    Encoder(int dataBits) {
      this.dataBits = dataBits;
      out.write(dataBits);
    }

    byte[] all(byte[] pixels) {
      int clear = 1 << dataBits;
      int free = clear + 2;
      int size = dataBits + 1;
      Arrays.fill(keys, -1);
      put(clear, size);
      int prefix = pixels[0] & 0xFF;
      for (int i = 1; i < pixels.length; i++) {
        int pixel = pixels[i] & 0xFF;
        int key = prefix << 8 | pixel;
        int slot = slot(key);
        if (keys[slot] == key) {
          prefix = codes[slot];
          continue;
        }
        put(prefix, size);
        prefix = pixel;
        if (free < MAX_CODES) {
          if (free == 1 << size) {
            size++;
          }
          keys[slot] = key;
          codes[slot] = (short) free++;
        } else {
          put(clear, size);
          Arrays.fill(keys, -1);
          free = clear + 2;
          size = dataBits + 1;
        }
      }
      put(prefix, size);
      // The reader adds one more string before it meets the end, and may need a longer code then.
      put(clear + 1, free == 1 << size && size < MAX_BITS ? size + 1 : size);
      if (held > 0) {
        put((byte) bits);
      }
      flush();
      out.write(0);
      return out.toByteArray();
    }

    private int slot(int key) {
      int slot = key * 0x9E3779B1 >>> 18;
      while (keys[slot] != -1 && keys[slot] != key) {
        slot = slot + 1 & SLOTS - 1;
      }
      return slot;
    }

    private void put(int code, int size) {
      bits |= code << held;
      held += size;
      while (held >= 8) {
        put((byte) bits);
        bits >>>= 8;
        held -= 8;
      }
    }

    private void put(byte value) {
      piece[filled++] = value;
      if (filled == MAX_PIECE) {
        flush();
      }
    }

    private void flush() {
      if (filled > 0) {
        out.write(filled);
        out.write(piece, 0, filled);
        filled = 0;
      }
    }
  }
}
