package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Walks the blocks of a GIF. Not thread-safe. */
public final class GifBlocks {
  static final String XMP = "XMP DataXMP";
  static final String C2PA = "C2PA_GIF\1\0\0";

  /** Signature, version, and the logical screen. */
  static final int HEADER = 13;

  private static final int APPLICATION_HEAD = 14;
  private static final int MAX_PIECE = 255;

  private final Source file;
  private final Chunks count = new Chunks();
  private final long first;
  private long at;

  /**
   * A block.
   *
   * @param kind {@link #IMAGE}, {@link #TRAILER}, or 256 more than the label of an extension
   * @param data where its sub-blocks begin; for XMP, where the packet does
   * @param end behind the empty sub-block that ends it
   * @param application identifier and authentication code; empty for what is no application
   *     extension
   */
  public record Block(int kind, long at, long data, long end, String application) {
    /** An image with its data. */
    public static final int IMAGE = 0x2C;

    /** The end of the file. */
    public static final int TRAILER = 0x3B;

    /** What the next image is drawn with. */
    public static final int GRAPHIC_CONTROL = 0x1F9;

    static final int PLAIN_TEXT = 0x101;
    static final int APPLICATION = 0x1FF;
  }

  /** Reads the header. */
  public GifBlocks(Source file) throws IOException {
    this.file = file;
    if (!new GifFormat().recognises(file.head(MediaFormat.HEAD_BYTES))) {
      throw new MalformedMediaException("gif.signature", "the first bytes are not those of GIF");
    }
    this.first = HEADER + tableBytes(file.u8(10));
    file.require(0, first);
    this.at = first;
  }

  /** Bytes of the colour table that the flags of a screen or an image tell of. */
  public static int tableBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  /** Where the first block stands. */
  long first() {
    return first;
  }

  /** Where the next block stands. */
  long at() {
    return at;
  }

  /**
   * The next block; the last one is the trailer.
   *
   * @throws MalformedMediaException where no block begins, or the file ends before its trailer
   */
  public Block next() throws IOException {
    count.next();
    long from = at;
    int introducer = file.u8(from);
    switch (introducer) {
      case Block.TRAILER -> at = from + 1;
      case Block.IMAGE -> {
        long data = from + 10 + tableBytes(file.u8(from + 9)) + 1;
        at = afterPieces(data);
        return new Block(Block.IMAGE, from, data, at, "");
      }
      case 0x21 -> {
        int kind = 0x100 + file.u8(from + 1);
        boolean named = kind == Block.APPLICATION && file.u8(from + 2) == 11;
        String name =
            named ? new String(file.bytes(from + 3, 11), StandardCharsets.ISO_8859_1) : "";
        long data = from + (named ? APPLICATION_HEAD : 2);
        at = afterPieces(data);
        return new Block(kind, from, data, at, name);
      }
      default ->
          throw new MalformedMediaException(
              "gif.block", "expected a block at " + from + ", found byte " + introducer);
    }
    return new Block(Block.TRAILER, from, at, at, "");
  }

  private long afterPieces(long from) throws IOException {
    long piece = from;
    for (int length = file.u8(piece); length > 0; length = file.u8(piece)) {
      piece += 1 + length;
    }
    return piece + 1;
  }

  /**
   * Bytes of the packet in an XMP extension: not in sub-blocks, but with 256 bytes behind it that
   * lead whoever expects sub-blocks to the end.
   */
  static long packetLength(Block xmp) {
    return Math.max(0, xmp.end() - xmp.data() - (MAX_PIECE + 3));
  }

  /** An XMP extension. */
  static byte[] xmp(byte[] packet) {
    ByteBuffer block = ByteBuffer.allocate(APPLICATION_HEAD + packet.length + MAX_PIECE + 3);
    block.put(applicationHead(XMP)).put(packet).put((byte) 1);
    for (int i = MAX_PIECE; i >= 0; i--) {
      block.put((byte) i);
    }
    return block.put((byte) 0).array();
  }

  /** Where the store in an extension stands. */
  static StorePlace store(Source file, Block block) throws IOException {
    List<Range> pieces = new ArrayList<>();
    long piece = block.data();
    for (int length = file.u8(piece); length > 0; length = file.u8(piece)) {
      pieces.add(new Range(piece + 1, length));
      piece += 1 + length;
    }
    return new StorePlace(pieces, List.of(new Range(block.at(), block.end() - block.at())));
  }

  /** An extension with room for a store. */
  static PictureSplice.Room room(int storeBytes) {
    int subBlocks = (storeBytes + MAX_PIECE - 1) / MAX_PIECE;
    byte[] block =
        Arrays.copyOf(applicationHead(C2PA), APPLICATION_HEAD + subBlocks + storeBytes + 1);
    List<Range> pieces = new ArrayList<>();
    int at = APPLICATION_HEAD;
    for (int left = storeBytes; left > 0; left -= MAX_PIECE) {
      int length = Math.min(MAX_PIECE, left);
      block[at] = (byte) length;
      pieces.add(new Range(at + 1, length));
      at += 1 + length;
    }
    return new PictureSplice.Room(block, pieces);
  }

  private static byte[] applicationHead(String name) {
    return ("!\u00FF\13" + name).getBytes(StandardCharsets.ISO_8859_1);
  }
}
