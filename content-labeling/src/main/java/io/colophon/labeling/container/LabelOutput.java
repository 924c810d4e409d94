package io.colophon.labeling.container;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The file a {@link LabelWriter} writes, and the hash that binds a C2PA manifest to it, taken as
 * the bytes pass: the file need not be read again. Not thread-safe, blocking; memory is one page.
 */
public final class LabelOutput {
  private static final int PAGE = 1 << 16;

  /** What passes through at a time; outside of the heap, which spares two copies. */
  private static final int THROUGH = 1 << 18;

  /** Shorter ranges go through memory: a hundred thousand of them must not be as many calls. */
  private static final int SMALL = 1 << 12;

  private final FileChannel channel;
  private final @Nullable MessageDigest binding;
  private final ByteBuffer page = ByteBuffer.allocate(PAGE);
  private long position;

  /**
   * @param channel an empty file, written from its start
   * @param binding takes every byte that the binding covers; null when no manifest is written
   */
  public LabelOutput(FileChannel channel, @Nullable MessageDigest binding) {
    this.channel = channel;
    this.binding = binding;
  }

  /** Bytes written so far. */
  public long position() {
    return position;
  }

  /** Writes bytes that the binding covers. */
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  /** Writes bytes that the binding covers. */
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (binding != null) {
      binding.update(bytes, from, length);
    }
    put(bytes, from, length);
  }

  /** A stream onto this output, for libraries; closing it leaves the output open. */
  public OutputStream asStream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        LabelOutput.this.write(new byte[] {(byte) b});
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        LabelOutput.this.write(bytes, from, length);
      }
    };
  }

  /** Writes bytes that the binding leaves out: the place of the store, or an excluded box. */
  public void writeUnbound(byte[] bytes) throws IOException {
    put(bytes, 0, bytes.length);
  }

  /** Copies a range that the binding covers. */
  public void copy(Source source, long at, long length) throws IOException {
    if (length <= SMALL) {
      source.require(at, length);
      write(source.bytes(at, (int) length));
      return;
    }
    if (binding == null) {
      copyUnbound(source, at, length);
      return;
    }
    source.require(at, length);
    flush();
    ByteBuffer through = ByteBuffer.allocateDirect((int) Math.min(THROUGH, length));
    for (long from = at, end = at + length; from < end; from += through.limit()) {
      through.clear().limit((int) Math.min(through.capacity(), end - from));
      source.read(from, through);
      binding.update(through.flip());
      for (through.rewind(); through.hasRemaining(); ) {
        channel.write(through);
      }
      position += through.limit();
    }
  }

  /** Copies a range that the binding leaves out. */
  public void copyUnbound(Source source, long at, long length) throws IOException {
    if (length <= SMALL) {
      source.require(at, length);
      writeUnbound(source.bytes(at, (int) length));
      return;
    }
    flush();
    source.copy(at, length, channel);
    position += length;
  }

  /**
   * Tells the binding where the next box begins, as {@code c2pa.hash.bmff.v3} wants it before every
   * top-level box it covers: the position as eight bytes, big end first. Nothing is written.
   */
  public void bindPosition() {
    if (binding != null) {
      binding.update(ByteBuffer.allocate(Long.BYTES).putLong(0, position).array());
    }
  }

  /** Writes out what is still in memory. */
  public void flush() throws IOException {
    page.flip();
    while (page.hasRemaining()) {
      channel.write(page);
    }
    page.clear();
  }

  private void put(byte[] bytes, int from, int length) throws IOException {
    position += length;
    if (length >= PAGE) {
      flush();
      for (ByteBuffer all = ByteBuffer.wrap(bytes, from, length); all.hasRemaining(); ) {
        channel.write(all);
      }
      return;
    }
    if (length > page.remaining()) {
      flush();
    }
    page.put(bytes, from, length);
  }
}
