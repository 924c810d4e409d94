package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Walks the chunks of a RIFF file (little-endian, padded to even lengths). */
final class RiffReader {
  static final int HEADER = 12;

  private final Source file;
  private final Chunks count = new Chunks();
  private final long end;
  private long at = HEADER;

  /** A chunk: where its name stands, and the length of its data without padding. */
  record Chunk(long at, String name, long length) {
    long data() {
      return at + 8;
    }

    long end() {
      return data() + length + (length & 1);
    }
  }

  RiffReader(Source file) throws IOException {
    this.file = file;
    file.require(0, HEADER);
    this.end = Math.min(file.size(), 8 + file.u32le(4));
  }

  /** A whole chunk: name, length, data, padding. */
  static byte[] chunk(String name, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(8 + data.length + (data.length & 1));
    chunk.order(ByteOrder.LITTLE_ENDIAN).put(name.getBytes(StandardCharsets.ISO_8859_1));
    return chunk.putInt(data.length).put(data).array();
  }

  /** Whether the file is shorter than its header says. */
  boolean isTruncated() throws IOException {
    return file.size() < 8 + file.u32le(4);
  }

  /** Bytes after the end that the header tells. */
  long trailing() {
    return file.size() - end;
  }

  boolean hasNext() {
    return at + 8 <= end;
  }

  Chunk next() throws IOException {
    count.next();
    Chunk chunk = new Chunk(at, file.fourcc(at), file.u32le(at + 4));
    file.require(chunk.data(), chunk.length());
    at = chunk.end();
    return chunk;
  }
}
