package io.colophon.provider.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Collects a body up to a limit. */
final class BodyBytes {
  private final int limit;
  private byte[] bytes = new byte[0];
  private int length;

  BodyBytes(int limit) {
    this.limit = limit;
  }

  /** Adds all of the piece; false, and nothing is added, if that is more than the limit. */
  boolean add(ByteBuf piece) {
    int more = piece.readableBytes();
    if (more > limit - length) {
      return false;
    }
    append(piece, more);
    return true;
  }

  /** Adds as much of the piece as the limit leaves room for. */
  void addWhatFits(ByteBuf piece) {
    append(piece, Math.min(piece.readableBytes(), limit - length));
  }

  private void append(ByteBuf piece, int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + more, bytes.length * 2)));
    }
    piece.readBytes(bytes, length, more);
    length += more;
  }

  byte[] toArray() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
