package io.colophon.provider.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One event of an event stream with the exact bytes in which it came. Cheap: places in an array
 * that is written no more. The receiver may keep it.
 */
public final class SseFrame {
  private final byte[] source;
  private final int start;
  private final int end;
  private final byte[] dataSource;
  private final int dataStart;
  private final int dataEnd;
  private final String type;
  private final boolean whole;

  SseFrame(
      byte[] source,
      int start,
      int end,
      byte[] dataSource,
      int dataStart,
      int dataEnd,
      String type,
      boolean whole) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.dataSource = dataSource;
    this.dataStart = dataStart;
    this.dataEnd = dataEnd;
    this.type = type;
    this.whole = whole;
  }

  /** All bytes of the event: comments, ids and the empty line that ends it included. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(source, start, end - start).slice().asReadOnlyBuffer();
  }

  /** Whether there is a data line; a mere comment has none. */
  public boolean hasData() {
    return dataEnd >= dataStart;
  }

  /** All data lines, joined by line feeds; empty when there are none. */
  public ByteBuffer data() {
    return ByteBuffer.wrap(dataSource, dataStart, dataLength()).slice().asReadOnlyBuffer();
  }

  /** The array in which the data stand, for scanning; not to be written. */
  public byte[] dataArray() {
    return dataSource;
  }

  /** Index of the first byte of data in {@link #dataArray()}. */
  public int dataOffset() {
    return dataStart;
  }

  /** Bytes of data; 0 when there are none. */
  public int dataLength() {
    return Math.max(0, dataEnd - dataStart);
  }

  /** Whether the data are these bytes. */
  public boolean dataIs(byte[] bytes) {
    return hasData() && Arrays.equals(dataSource, dataStart, dataEnd, bytes, 0, bytes.length);
  }

  /** The event's name; {@value ServerSentEvent#UNNAMED} when it has none. */
  public String type() {
    return type;
  }

  /** False for what stood at the end of a stream without the empty line that ends an event. */
  public boolean isWhole() {
    return whole;
  }
}
