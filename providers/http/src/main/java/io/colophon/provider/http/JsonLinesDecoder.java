package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/**
 * Decodes newline-delimited JSON ({@code application/x-ndjson}, also called JSON Lines): one value
 * in each line, lines end in LF or CRLF, blank lines mean nothing, the bytes are UTF-8 with or
 * without a byte order mark, malformed UTF-8 becomes U+FFFD. Whether a line is JSON is not looked
 * at. Not thread-safe.
 */
public final class JsonLinesDecoder {
  private final Consumer<String> onLine;
  private final int maxLineBytes;
  private final Bytes line = new Bytes();
  private boolean firstLine = true;
  private boolean closed;

  /**
   * @param maxLineBytes most bytes that one line may have, its end not counted; at least 1
   * @param onLine takes each line that is not blank, without its end, on the thread that feeds; may
   *     close the decoder
   */
  public JsonLinesDecoder(int maxLineBytes, Consumer<String> onLine) {
    if (maxLineBytes < 1) {
      throw new IllegalArgumentException(
          "a line limit of " + maxLineBytes + " bytes, expected at least 1");
    }
    this.maxLineBytes = maxLineBytes;
    this.onLine = onLine;
  }

  /**
   * Takes all readable bytes. Does not release the buffer, and keeps no reference to it.
   *
   * @throws ProviderException as {@link FailureKind#MALFORMED_ANSWER} if a line is larger than the
   *     limit; the decoder is then closed
   */
  public void feed(ByteBuf chunk) {
    while (!closed && chunk.isReadable()) {
      int end = chunk.indexOf(chunk.readerIndex(), chunk.writerIndex(), (byte) '\n');
      int length = (end < 0 ? chunk.writerIndex() : end) - chunk.readerIndex();
      keep(chunk, length);
      if (end >= 0) {
        chunk.skipBytes(1);
        endLine();
      }
    }
    if (closed) {
      chunk.skipBytes(chunk.readableBytes());
    }
  }

  private void keep(ByteBuf chunk, int length) {
    // One more, for a carriage return that turns out to belong to the end of the line.
    if (length > maxLineBytes + 1L - line.length()) {
      throw tooLarge();
    }
    line.append(chunk, length);
  }

  private ProviderException tooLarge() {
    closed = true;
    return new ProviderException(
        FailureKind.MALFORMED_ANSWER,
        "a line of the stream is larger than the limit of " + maxLineBytes + " bytes");
  }

  /** The stream has ended: gives a last line that no line feed ended. */
  public void end() {
    if (!closed) {
      endLine();
      closed = true;
    }
  }

  /** Ignores everything that is fed from now on. */
  public void close() {
    closed = true;
  }

  private void endLine() {
    int start = firstLine && line.startsWithByteOrderMark() ? Bytes.BYTE_ORDER_MARK_LENGTH : 0;
    int end = line.length();
    if (end > start && line.at(end - 1) == '\r') {
      end--;
    }
    firstLine = false;
    if (end > maxLineBytes) {
      throw tooLarge();
    }
    String text = end > start ? line.text(start, end) : "";
    line.clear();
    if (!text.isBlank()) {
      onLine.accept(text);
    }
  }
}
