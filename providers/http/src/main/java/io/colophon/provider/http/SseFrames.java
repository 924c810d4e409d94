package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits an event stream (WHATWG HTML, section 9.2) into its events and keeps the exact bytes of
 * each, for relaying: laid end to end, the frames are the stream. Lines may end in LF, CR or CRLF;
 * where a CR ends an event, a LF after it is the first byte of the next frame, so that no event
 * waits for it. Bytes are copied once, out of the buffer that is fed. Not thread-safe.
 */
public final class SseFrames {
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final int MOST_KNOWN_TYPES = 32;

  private final int maxEventBytes;
  private final Consumer<SseFrame> listener;
  // Vendors use few event names, again and again.
  private final String[] knownTypes = new String[MOST_KNOWN_TYPES];
  private int knownCount;

  private byte[] bytes = new byte[0];
  private int start; // of the event
  private int line; // of the line
  private int scanned;
  private int end;
  private boolean afterCarriageReturn;
  private boolean firstLine = true;
  private boolean closed;

  // Data of the event so far, relative to start; joined holds them when there are several lines.
  private int dataFrom = -1;
  private int dataTo;
  private @Nullable Bytes joined;
  private String type = ServerSentEvent.UNNAMED;

  /**
   * @param maxEventBytes most bytes that one event may have; at least 1
   * @param listener takes each event on the thread that feeds; may close this
   */
  public SseFrames(int maxEventBytes, Consumer<SseFrame> listener) {
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
   *     the limit; this is then closed
   */
  public void feed(ByteBuf chunk) {
    int more = chunk.readableBytes();
    if (closed) {
      chunk.skipBytes(more);
      return;
    }
    makeRoom(more);
    chunk.readBytes(bytes, end, more);
    end += more;
    scan();
    if (!closed && end - start > maxEventBytes) {
      throw tooLarge();
    }
  }

  // Frames point into the array, so what they cover is never moved or written again.
  private void makeRoom(int more) {
    int kept = end - start;
    if (bytes.length - end < more) {
      int size = kept == 0 ? more : Math.addExact(kept, Math.max(kept, more));
      byte[] larger = new byte[size];
      System.arraycopy(bytes, start, larger, 0, kept);
      bytes = larger;
      line -= start;
      scanned -= start;
      start = 0;
      end = kept;
    }
  }

  private void scan() {
    byte[] in = bytes;
    while (scanned < end && !closed) {
      if (afterCarriageReturn) {
        afterCarriageReturn = false;
        if (in[scanned] == '\n') {
          line = ++scanned;
          continue;
        }
      }
      int at = scanned;
      while (at < end && in[at] != '\n' && in[at] != '\r') {
        at++;
      }
      scanned = at;
      if (at == end) {
        return;
      }
      int next = at + 1;
      if (in[at] == '\r') {
        if (next < end && in[next] == '\n') {
          next++;
        } else {
          afterCarriageReturn = next == end;
        }
      }
      boolean blank = endLine(at);
      scanned = next;
      line = next;
      if (blank) {
        dispatch(next, true);
      }
    }
  }

  /** Whether the line is empty. */
  private boolean endLine(int to) {
    int from = line;
    if (firstLine) {
      firstLine = false;
      if (to - from >= 3
          && bytes[from] == (byte) 0xef
          && bytes[from + 1] == (byte) 0xbb
          && bytes[from + 2] == (byte) 0xbf) {
        from += 3;
      }
    }
    if (from == to) {
      return true;
    }
    if (named(DATA, from, to)) {
      data(value(from + DATA.length, to), to);
    } else if (named(EVENT, from, to)) {
      type = type(value(from + EVENT.length, to), to);
    }
    return false;
  }

  private boolean named(byte[] name, int from, int to) {
    int after = from + name.length;
    return bytes[from] == name[0]
        && (after == to || after < to && bytes[after] == ':')
        && Arrays.equals(bytes, from, after, name, 0, name.length);
  }

  private int value(int colon, int to) {
    int from = Math.min(colon + 1, to);
    return from < to && bytes[from] == ' ' ? from + 1 : from;
  }

  private void data(int from, int to) {
    if (dataFrom < 0) {
      dataFrom = from - start;
      dataTo = to - start;
      return;
    }
    Bytes all = joined;
    if (all == null) {
      all = new Bytes();
      all.append(bytes, start + dataFrom, start + dataTo);
      joined = all;
    }
    all.append((byte) '\n');
    all.append(bytes, from, to);
  }

  private String type(int from, int to) {
    if (from == to) {
      return ServerSentEvent.UNNAMED;
    }
    for (int i = 0; i < knownCount; i++) {
      if (matches(knownTypes[i], from, to)) {
        return knownTypes[i];
      }
    }
    String made = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (knownCount < MOST_KNOWN_TYPES) {
      knownTypes[knownCount++] = made;
    }
    return made;
  }

  private boolean matches(String known, int from, int to) {
    if (known.length() != to - from) {
      return false;
    }
    for (int i = 0; i < known.length(); i++) {
      if (known.charAt(i) != bytes[from + i] || bytes[from + i] < 0) {
        return false;
      }
    }
    return true;
  }

  private void dispatch(int to, boolean whole) {
    if (to - start > maxEventBytes) {
      throw tooLarge();
    }
    Bytes all = joined;
    SseFrame frame =
        all != null
            ? new SseFrame(bytes, start, to, all.toArray(), 0, all.length(), type, whole)
            : dataFrom < 0
                ? new SseFrame(bytes, start, to, bytes, start, start - 1, type, whole)
                : new SseFrame(
                    bytes, start, to, bytes, start + dataFrom, start + dataTo, type, whole);
    start = to;
    dataFrom = -1;
    joined = null;
    type = ServerSentEvent.UNNAMED;
    listener.accept(frame);
  }

  private ProviderException tooLarge() {
    closed = true;
    return new ProviderException(
        FailureKind.MALFORMED_ANSWER,
        "an event of the stream is larger than the limit of " + maxEventBytes + " bytes");
  }

  /**
   * The stream has ended. What stands there without an empty line after it is given as a frame that
   * is not {@link SseFrame#isWhole() whole}: some servers leave the line out, and otherwise the
   * stream was cut off.
   */
  public void end() {
    if (!closed && end > start) {
      if (end > line) {
        var unused = endLine(end);
      }
      dispatch(end, false);
    }
    closed = true;
  }

  /** Ignores everything that is fed from now on. */
  public void close() {
    closed = true;
  }
}
