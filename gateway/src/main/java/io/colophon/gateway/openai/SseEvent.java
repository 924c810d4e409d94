package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Server-sent events as bytes. Data never has a line break: it is JSON on one line. */
final class SseEvent {
  static final byte[] DONE = "data: [DONE]\n\n".getBytes(US_ASCII);

  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] RECEIPT = ": colophon ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);

  private SseEvent() {}

  /** An event without a name. */
  static byte[] data(byte[] json) {
    return join(DATA, json);
  }

  /** An event with a name. */
  static byte[] named(String name, byte[] json) {
    return join(("event: " + name + "\ndata: ").getBytes(UTF_8), json);
  }

  /** A comment, which every reader of events passes over. */
  static byte[] receipt(byte[] json) {
    return join(RECEIPT, json);
  }

  private static byte[] join(byte[] head, byte[] json) {
    byte[] event = new byte[head.length + json.length + END.length];
    System.arraycopy(head, 0, event, 0, head.length);
    System.arraycopy(json, 0, event, head.length, json.length);
    System.arraycopy(END, 0, event, head.length + json.length, END.length);
    return event;
  }

  /** Whether the frame is the event that ends a stream. */
  static boolean isDone(ByteBuffer frame) {
    int from = frame.position();
    int to = frame.limit();
    for (int i = from; i + 6 <= to; i++) {
      byte b = frame.get(i);
      if (b == '{') {
        return false;
      }
      if (b == '['
          && frame.get(i + 1) == 'D'
          && frame.get(i + 2) == 'O'
          && frame.get(i + 3) == 'N'
          && frame.get(i + 4) == 'E'
          && frame.get(i + 5) == ']') {
        return true;
      }
    }
    return false;
  }

  /** Where a frame's JSON object begins; -1 if it has none. */
  static int jsonStart(ByteBuffer frame) {
    for (int i = frame.position(); i < frame.limit(); i++) {
      if (frame.get(i) == '{') {
        return i;
      }
    }
    return -1;
  }

  /** Where a frame's last closing brace stands; -1 if it has none. */
  static int jsonLast(ByteBuffer frame) {
    for (int i = frame.limit() - 1; i >= frame.position(); i--) {
      if (frame.get(i) == '}') {
        return i;
      }
    }
    return -1;
  }
}
