package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/**
 * Decodes a JSON array that grows while it is sent, and hands on each element when it is whole,
 * wherever the stream is cut. Only strings and brackets are looked at; whether an element is JSON
 * shows when it is read. Not thread-safe.
 */
public final class JsonArrayDecoder {
  private enum Place {
    BEFORE,
    BETWEEN,
    WITHIN,
    AFTER
  }

  private final int maxElementBytes;
  private final Consumer<byte[]> onElement;
  private final Bytes element = new Bytes();
  private Place place = Place.BEFORE;
  private int markBytes;
  private int depth;
  private boolean string;
  private boolean escaped;
  private boolean commaSeen = true;
  private boolean closed;

  /**
   * @param maxElementBytes most bytes that one element may have; at least 1
   * @param onElement takes each element in UTF-8, on the thread that feeds; may close the decoder
   */
  public JsonArrayDecoder(int maxElementBytes, Consumer<byte[]> onElement) {
    if (maxElementBytes < 1) {
      throw new IllegalArgumentException(
          "an element limit of " + maxElementBytes + " bytes, expected at least 1");
    }
    this.maxElementBytes = maxElementBytes;
    this.onElement = onElement;
  }

  /**
   * Takes all readable bytes. Does not release the buffer, and keeps no reference to it.
   *
   * @throws ProviderException as {@link FailureKind#MALFORMED_ANSWER} if it is no array, or an
   *     element is larger than the limit; the decoder is then closed
   */
  public void feed(ByteBuf chunk) {
    while (!closed && chunk.isReadable()) {
      byte next = chunk.readByte();
      switch (place) {
        case BEFORE -> before(next);
        case BETWEEN -> between(next);
        case WITHIN -> within(next);
        case AFTER -> {
          if (!isSpace(next)) {
            throw malformed("something follows the end of the array");
          }
        }
      }
    }
    if (closed) {
      chunk.skipBytes(chunk.readableBytes());
    }
  }

  private void before(byte next) {
    if (next == '[') {
      place = Place.BETWEEN;
    } else if (!isSpace(next) && !isByteOrderMark(next)) {
      throw malformed("it does not begin with [");
    }
  }

  private boolean isByteOrderMark(byte next) {
    byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    return markBytes < mark.length && next == mark[markBytes++];
  }

  private void between(byte next) {
    if (isSpace(next)) {
      return;
    }
    if (next == ']') {
      place = Place.AFTER;
    } else if (next == ',') {
      if (commaSeen) {
        throw malformed("an element is missing before a comma");
      }
      commaSeen = true;
    } else {
      if (!commaSeen) {
        throw malformed("a comma is missing between elements");
      }
      commaSeen = false;
      place = Place.WITHIN;
      depth = 0;
      string = false;
      within(next);
    }
  }

  private void within(byte next) {
    if (string) {
      keep(next);
      if (escaped) {
        escaped = false;
      } else if (next == '\\') {
        escaped = true;
      } else if (next == '"') {
        string = false;
        endIfWhole();
      }
      return;
    }
    switch (next) {
      case '"' -> {
        string = true;
        keep(next);
      }
      case '{', '[' -> {
        depth++;
        keep(next);
      }
      case '}', ']' -> {
        if (depth == 0) { // the array's own end, after a number or a word
          give();
          between(next);
          return;
        }
        depth--;
        keep(next);
        endIfWhole();
      }
      case ',' -> {
        if (depth == 0) {
          give();
          between(next);
        } else {
          keep(next);
        }
      }
      default -> keep(next);
    }
  }

  private void endIfWhole() {
    if (depth == 0) {
      give();
    }
  }

  private void give() {
    byte[] whole = element.toArray();
    element.clear();
    place = Place.BETWEEN;
    onElement.accept(whole);
  }

  private void keep(byte next) {
    if (element.length() >= maxElementBytes) {
      throw malformed("an element is larger than the limit of " + maxElementBytes + " bytes");
    }
    element.append(next);
  }

  /** Whether the array is whole. */
  public boolean isWhole() {
    return place == Place.AFTER;
  }

  /** Ignores everything that is fed from now on. */
  public void close() {
    closed = true;
  }

  private static boolean isSpace(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  private ProviderException malformed(String how) {
    closed = true;
    return new ProviderException(
        FailureKind.MALFORMED_ANSWER, "the answer is not a JSON array: " + how);
  }
}
