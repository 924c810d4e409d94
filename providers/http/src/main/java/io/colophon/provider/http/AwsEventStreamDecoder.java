package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Decodes {@code application/vnd.amazon.eventstream}: messages of total length, length of headers,
 * CRC-32 of these two, headers, payload and CRC-32 of all before it, big-endian. Both checksums are
 * checked, the first before the lengths are believed. Not thread-safe.
 */
public final class AwsEventStreamDecoder {
  private static final int PRELUDE_BYTES = 12;
  private static final int CHECKSUM_BYTES = 4;
  private static final int MOST_HEADER_BYTES = 128 * 1024; // as AWS states it

  private final int maxMessageBytes;
  private final Consumer<AwsEvent> onEvent;
  private final Bytes message = new Bytes();
  private int wanted = PRELUDE_BYTES;
  private boolean closed;

  /**
   * @param maxMessageBytes most bytes that one message may have; at least 16
   * @param onEvent takes each message, on the thread that feeds; may close the decoder
   */
  public AwsEventStreamDecoder(int maxMessageBytes, Consumer<AwsEvent> onEvent) {
    if (maxMessageBytes < PRELUDE_BYTES + CHECKSUM_BYTES) {
      throw new IllegalArgumentException(
          "a message limit of " + maxMessageBytes + " bytes, expected at least 16");
    }
    this.maxMessageBytes = maxMessageBytes;
    this.onEvent = onEvent;
  }

  /**
   * Takes all readable bytes. Does not release the buffer, and keeps no reference to it.
   *
   * @throws ProviderException as {@link FailureKind#MALFORMED_ANSWER} if a checksum or a length is
   *     wrong; the decoder is then closed
   */
  public void feed(ByteBuf chunk) {
    while (!closed && chunk.isReadable()) {
      message.append(chunk, Math.min(chunk.readableBytes(), wanted - message.length()));
      if (message.length() == wanted) {
        if (wanted == PRELUDE_BYTES) {
          prelude();
        } else {
          whole();
        }
      }
    }
    if (closed) {
      chunk.skipBytes(chunk.readableBytes());
    }
  }

  private void prelude() {
    ByteBuffer prelude = ByteBuffer.wrap(message.toArray());
    long total = Integer.toUnsignedLong(prelude.getInt());
    long headers = Integer.toUnsignedLong(prelude.getInt());
    check(prelude.array(), PRELUDE_BYTES - CHECKSUM_BYTES, "prelude");
    if (total > maxMessageBytes
        || headers > MOST_HEADER_BYTES
        || total < PRELUDE_BYTES + headers + CHECKSUM_BYTES) {
      throw malformed(
          "a message of "
              + total
              + " bytes with "
              + headers
              + " bytes of headers, expected at most "
              + maxMessageBytes);
    }
    wanted = (int) total;
  }

  private void whole() {
    byte[] all = message.toArray();
    message.clear();
    check(all, all.length - CHECKSUM_BYTES, "message");
    ByteBuffer in = ByteBuffer.wrap(all);
    int headerBytes = in.getInt(4);
    int payloadStart = PRELUDE_BYTES + headerBytes;
    Map<String, Object> headers = headers(in.slice(PRELUDE_BYTES, headerBytes));
    byte[] payload = new byte[all.length - CHECKSUM_BYTES - payloadStart];
    in.get(payloadStart, payload);
    wanted = PRELUDE_BYTES;
    onEvent.accept(new AwsEvent(headers, payload));
  }

  private void check(byte[] bytes, int covered, String what) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, covered);
    if ((int) sum.getValue() != ByteBuffer.wrap(bytes).getInt(covered)) {
      throw malformed("the checksum of a " + what + " is wrong");
    }
  }

  private Map<String, Object> headers(ByteBuffer in) {
    Map<String, Object> headers = new LinkedHashMap<>();
    try {
      while (in.hasRemaining()) {
        byte[] name = new byte[in.get() & 0xff];
        in.get(name);
        headers.put(new String(name, StandardCharsets.UTF_8), value(in));
      }
    } catch (BufferUnderflowException cut) {
      throw malformed("a header goes beyond the headers");
    }
    return headers;
  }

  private Object value(ByteBuffer in) {
    int type = in.get();
    return switch (type) {
      case 0 -> true;
      case 1 -> false;
      case 2 -> in.get();
      case 3 -> in.getShort();
      case 4 -> in.getInt();
      case 5 -> in.getLong();
      case 6 -> bytes(in);
      case 7 -> new String(bytes(in), StandardCharsets.UTF_8);
      case 8 -> Instant.ofEpochMilli(in.getLong());
      case 9 -> new UUID(in.getLong(), in.getLong());
      default -> throw malformed("a header of type " + type + ", expected 0 to 9");
    };
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getShort() & 0xffff];
    in.get(bytes);
    return bytes;
  }

  /** Whether the stream stands between two messages, as it does where it ends in good order. */
  public boolean isBetweenMessages() {
    return message.length() == 0;
  }

  /** Ignores everything that is fed from now on. */
  public void close() {
    closed = true;
  }

  private ProviderException malformed(String how) {
    closed = true;
    return new ProviderException(FailureKind.MALFORMED_ANSWER, "not an AWS event stream: " + how);
  }
}
