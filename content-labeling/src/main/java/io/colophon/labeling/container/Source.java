package io.colophon.labeling.container;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file read at any place through one page of memory. Every read beyond the end is a {@link
 * MalformedMediaException}, never a short answer, so parsers need no checks of their own. Not
 * thread-safe.
 */
public final class Source implements AutoCloseable {
  private static final int PAGE = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer page = ByteBuffer.allocate(PAGE);
  private long pageAt = -1;

  private Source(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
  }

  public static Source open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new Source(file, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The file, for libraries that want to open it themselves. */
  public Path path() {
    return path;
  }

  /** Bytes in the file. */
  public long size() {
    return size;
  }

  /** The first bytes, at most {@code most} of them, fewer where the file is shorter. */
  public byte[] head(int most) throws IOException {
    return bytes(0, (int) Math.min(most, size));
  }

  public int u8(long at) throws IOException {
    return load(at, 1).get() & 0xFF;
  }

  public int u16be(long at) throws IOException {
    return load(at, 2).getShort() & 0xFFFF;
  }

  public long u32be(long at) throws IOException {
    return load(at, 4).getInt() & 0xFFFFFFFFL;
  }

  public long u32le(long at) throws IOException {
    return Integer.reverseBytes(load(at, 4).getInt()) & 0xFFFFFFFFL;
  }

  /** Eight bytes as a signed number; a size above 2^63 shows as negative. */
  public long i64be(long at) throws IOException {
    return load(at, 8).getLong();
  }

  /** A new array; the caller bounds {@code length}. */
  public byte[] bytes(long at, int length) throws IOException {
    if (length <= PAGE) {
      byte[] bytes = new byte[length];
      if (length > 0) {
        load(at, length).get(bytes);
      }
      return bytes;
    }
    require(at, length);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    readFully(bytes, at);
    return bytes.array();
  }

  /** Reads so many bytes into the start of an array, past the page. */
  public void read(long at, byte[] into, int length) throws IOException {
    require(at, length);
    readFully(ByteBuffer.wrap(into, 0, length), at);
  }

  /** Fills what remains of a buffer, past the page. */
  public void read(long at, ByteBuffer into) throws IOException {
    require(at, into.remaining());
    readFully(into, at);
  }

  /** Four characters, as chunk and box names are; ISO 8859-1. */
  public String fourcc(long at) throws IOException {
    return new String(bytes(at, 4), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** Whether these bytes stand there; false at the end of the file as well. */
  public boolean has(long at, byte[] expected) throws IOException {
    return at >= 0
        && at <= size - expected.length
        && Arrays.equals(bytes(at, expected.length), expected);
  }

  /** Copies a range as it is. */
  public void copy(long at, long length, OutputStream out) throws IOException {
    require(at, length);
    byte[] chunk = new byte[(int) Math.min(PAGE, Math.max(1, length))];
    long end = at + length;
    for (long from = at; from < end; ) {
      int n = (int) Math.min(chunk.length, end - from);
      readFully(ByteBuffer.wrap(chunk, 0, n), from);
      out.write(chunk, 0, n);
      from += n;
    }
  }

  /** Copies a range as it is, without passing it through this process's memory where possible. */
  public void copy(long at, long length, WritableByteChannel out) throws IOException {
    require(at, length);
    for (long done = 0; done < length; ) {
      long n = channel.transferTo(at + done, length - done, out);
      if (n <= 0) {
        throw new IOException("copy stopped after " + done + " of " + length + " bytes");
      }
      done += n;
    }
  }

  /** Fails unless the range lies within the file. */
  public void require(long at, long length) throws MalformedMediaException {
    if (at < 0 || length < 0 || at > size - length) {
      throw new MalformedMediaException(
          "file.truncated", "expected " + length + " bytes at " + at + ", the file has " + size);
    }
  }

  private ByteBuffer load(long at, int length) throws IOException {
    require(at, length);
    if (pageAt < 0 || at < pageAt || at + length > pageAt + page.limit()) {
      page.clear().limit((int) Math.min(PAGE, size - at));
      pageAt = -1;
      readFully(page, at);
      page.flip();
      pageAt = at;
    }
    page.order(ByteOrder.BIG_ENDIAN).position((int) (at - pageAt));
    return page;
  }

  private void readFully(ByteBuffer into, long at) throws IOException {
    int start = into.position();
    while (into.hasRemaining()) {
      if (channel.read(into, at + into.position() - start) < 0) {
        throw new MalformedMediaException("file.truncated", "the file became shorter");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
