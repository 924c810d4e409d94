package io.colophon.labeling.container;

import io.colophon.labeling.container.RiffReader.Chunk;
import java.io.IOException;
import java.util.Set;

/**
 * Walks the chunks of a WAV: of the plain one, of one of more than 4 GiB (RF64, EBU Tech 3306, also
 * called BW64 in ITU-R BS.2088), and of one that was written to a pipe, whose lengths were never
 * filled in: then the samples reach to the end of the file.
 */
final class WavChunks {
  /** Where the first chunk stands. */
  static final int HEADER = RiffReader.HEADER;

  static final long UNKNOWN = 0xFFFFFFFFL;

  /** What FFmpeg and SoX write for the length of the samples when they cannot go back. */
  private static final Set<Long> STREAMED = Set.of(0L, UNKNOWN, 0x7FFFF000L);

  private final Source file;
  private final Chunks count = new Chunks();
  private final boolean large;
  private final long end;
  private final long largeData;
  private final boolean truncated;
  private boolean streamed;
  private long at = HEADER;

  WavChunks(Source file) throws IOException {
    this.file = file;
    file.require(0, HEADER);
    this.large = !file.fourcc(0).equals("RIFF");
    long size = file.u32le(4);
    long data = UNKNOWN;
    if (large) {
      if (!file.fourcc(HEADER).equals("ds64") || file.u32le(HEADER + 4) < 28) {
        throw new MalformedMediaException("wav.ds64", "RF64 without its chunk of lengths");
      }
      size = Long.reverseBytes(file.i64be(HEADER + 8));
      data = Long.reverseBytes(file.i64be(HEADER + 16));
      if (size < 0 || data < 0 || size > Long.MAX_VALUE - 8) {
        throw new MalformedMediaException("wav.ds64", "lengths of more than 2^63 bytes");
      }
    }
    this.largeData = data;
    this.streamed = !large && (size == UNKNOWN || size == 0);
    this.truncated = !streamed && file.size() < 8 + size && !isSoxStream(size);
    this.end = streamed ? file.size() : Math.min(file.size(), 8 + size);
  }

  /** SoX adds the length of its heads to the length it invents. */
  private static boolean isSoxStream(long size) {
    return size >= 0x7FFFF000L && size <= 0x7FFFF000L + 256;
  }

  /** Whether the lengths have 64 bits. */
  boolean isLarge() {
    return large;
  }

  /** Whether the file is shorter than its header says. */
  boolean isTruncated() {
    return truncated;
  }

  /** Bytes after the end that the header tells. */
  long trailing() {
    return streamed ? 0 : file.size() - end;
  }

  boolean hasNext() {
    return at + 8 <= end;
  }

  Chunk next() throws IOException {
    count.next();
    String name = file.fourcc(at);
    long length = file.u32le(at + 4);
    long rest = file.size() - at - 8;
    if (name.equals("data")) {
      if (large && length == UNKNOWN) {
        length = largeData;
      } else if (!large && STREAMED.contains(length) && (length > rest || streamed)) {
        streamed = true;
        length = rest;
      }
    }
    file.require(at + 8, length);
    Chunk chunk = new Chunk(at, name, length);
    at = chunk.end();
    return chunk;
  }
}
