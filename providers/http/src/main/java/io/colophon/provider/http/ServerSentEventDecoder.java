package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Decodes an event stream as the HTML standard defines it (WHATWG HTML, section 9.2.6,
 * "Interpreting an event stream"): lines end in CR, LF or CRLF, the bytes are UTF-8 with or without
 * a byte order mark, and malformed UTF-8 becomes U+FFFD. Events are given as soon as the line that
 * ends them is there, wherever the buffers are cut. Not thread-safe.
 */
public final class ServerSentEventDecoder {

  /** Takes what was decoded, on the thread that feeds. May close the decoder. */
  public interface Listener {
    /** One whole event. */
    void onEvent(ServerSentEvent event);

    /** How long the server asks to wait before connecting again; ignored unless overridden. */
    default void onRetry(Duration wait) {}
  }

  private static final byte[] DATA = ascii("data");
  private static final byte[] EVENT = ascii("event");
  private static final byte[] ID = ascii("id");
  private static final byte[] RETRY = ascii("retry");

  // More digits than this do not fit a long, and no server means so long a time.
  private static final int MOST_RETRY_DIGITS = 18;

  private final Listener listener;
  private final int maxEventBytes;
  private final Bytes line = new Bytes();
  private final Bytes data = new Bytes();
  private String type = "";
  private String lastEventId = "";
  private boolean firstLine = true;
  private boolean afterCarriageReturn;
  private boolean unfinished;
  private boolean closed;

  /**
   * @param maxEventBytes most bytes that one event, or one comment line, may have; at least 1
   */
  public ServerSentEventDecoder(int maxEventBytes, Listener listener) {
    if (maxEventBytes < 1) {
      throw new IllegalArgumentException(
          "an event limit of " + maxEventBytes + " bytes, expected at least 1");
    }
    this.maxEventBytes = maxEventBytes;
    this.listener = listener;
  }

  /**
   * Takes all readable bytes. Does not release the buffer, and keeps no reference to it.
   *
   * @throws ProviderException as {@link FailureKind#MALFORMED_ANSWER} if an event is larger than
   *     the limit; the decoder is then closed
   */
  public void feed(ByteBuf chunk) {
    while (!closed && chunk.isReadable()) {
      if (afterCarriageReturn) {
        afterCarriageReturn = false;
        if (chunk.getByte(chunk.readerIndex()) == '\n') {
          chunk.skipBytes(1);
          continue;
        }
      }
      int end = chunk.forEachByte(ByteProcessor.FIND_CRLF);
      int length = (end < 0 ? chunk.writerIndex() : end) - chunk.readerIndex();
      keep(chunk, length);
      if (end >= 0) {
        afterCarriageReturn = chunk.readByte() == '\r';
        endLine();
      }
    }
    if (closed) {
      chunk.skipBytes(chunk.readableBytes());
    }
  }

  private void keep(ByteBuf chunk, int length) {
    if (length > maxEventBytes - line.length() - data.length()) {
      closed = true;
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER,
          "an event of the stream is larger than the limit of " + maxEventBytes + " bytes");
    }
    line.append(chunk, length);
    unfinished |= length > 0;
  }

  /**
   * The stream has ended. An event whose closing empty line is missing is thrown away, as the
   * standard says.
   *
   * @return whether something was thrown away, which means that the stream was cut off
   */
  public boolean end() {
    closed = true;
    return unfinished;
  }

  /** Ignores everything that is fed from now on. */
  public void close() {
    closed = true;
  }

  private void endLine() {
    int start = firstLine && line.startsWithByteOrderMark() ? Bytes.BYTE_ORDER_MARK_LENGTH : 0;
    firstLine = false;
    int end = line.length();
    if (start == end) {
      line.clear();
      dispatch();
      return;
    }
    int colon = line.indexOf((byte) ':', start);
    if (colon < 0) {
      field(start, end, end);
    } else if (colon > start) {
      boolean space = colon + 1 < end && line.at(colon + 1) == ' ';
      field(start, colon, space ? colon + 2 : colon + 1);
    }
    line.clear();
    // A comment between events is not the beginning of one.
    unfinished = data.length() > 0 || !type.isEmpty();
  }

  private void field(int nameStart, int nameEnd, int valueStart) {
    int end = line.length();
    if (line.equalsAt(nameStart, nameEnd, DATA)) {
      data.append(line, valueStart, end);
      data.append((byte) '\n');
    } else if (line.equalsAt(nameStart, nameEnd, EVENT)) {
      type = line.text(valueStart, end);
    } else if (line.equalsAt(nameStart, nameEnd, ID)) {
      if (line.indexOf((byte) 0, valueStart) < 0) {
        lastEventId = line.text(valueStart, end);
      }
    } else if (line.equalsAt(nameStart, nameEnd, RETRY)) {
      retry(valueStart, end);
    }
  }

  private void retry(int start, int end) {
    if (start == end || end - start > MOST_RETRY_DIGITS) {
      return;
    }
    long millis = 0;
    for (int i = start; i < end; i++) {
      int digit = line.at(i) - '0';
      if (digit < 0 || digit > 9) {
        return;
      }
      millis = millis * 10 + digit;
    }
    listener.onRetry(Duration.ofMillis(millis));
  }

  private void dispatch() {
    String name = type.isEmpty() ? ServerSentEvent.UNNAMED : type;
    type = "";
    unfinished = false;
    if (data.length() > 0) {
      String text = data.text(0, data.length() - 1);
      data.clear();
      listener.onEvent(new ServerSentEvent(name, text, lastEventId));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
