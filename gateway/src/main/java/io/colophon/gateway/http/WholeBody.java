package io.colophon.gateway.http;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A body kept in memory. Room is made as bytes come, so that a length that is only claimed costs
 * nothing.
 */
final class WholeBody implements BodyReader {
  private static final int CLAIM_TRUSTED = 128 * 1024;
  private static final byte[] EMPTY = {};

  private final long maxBytes;
  private final int expected;
  private final Endpoint endpoint;
  private final Exchange exchange;
  private byte[] bytes = EMPTY;
  private int length;

  /**
   * @param claimed length as the headers say; 0 when they do not
   */
  WholeBody(long maxBytes, long claimed, Endpoint endpoint, Exchange exchange) {
    this.maxBytes = maxBytes;
    this.expected = (int) Math.min(claimed, maxBytes);
    this.endpoint = endpoint;
    this.exchange = exchange;
  }

  @Override
  public void add(ByteBuf piece) {
    int more = piece.readableBytes();
    if (more == 0) {
      return;
    }
    if (length + (long) more > maxBytes) {
      throw BodyReader.tooLarge(maxBytes);
    }
    int needed = length + more;
    if (needed > bytes.length) {
      int grown = Math.max(needed, (int) Math.min(maxBytes, 2L * bytes.length));
      int room = expected >= needed ? Math.min(expected, Math.max(grown, CLAIM_TRUSTED)) : grown;
      bytes = Arrays.copyOf(bytes, room);
    }
    piece.getBytes(piece.readerIndex(), bytes, length, more);
    length = needed;
  }

  @Override
  public void end() {
    exchange.body(ByteBuffer.wrap(bytes, 0, length).slice());
    bytes = EMPTY;
    BodyReader.serve(endpoint, exchange);
  }

  @Override
  public void close() {
    bytes = EMPTY;
  }
}
