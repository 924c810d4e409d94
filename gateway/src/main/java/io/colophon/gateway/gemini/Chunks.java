package io.colophon.gateway.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Chunks of a stream as bytes. */
final class Chunks {
  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] RECEIPT = ": colophon ".getBytes(UTF_8);
  private static final byte[] END = "\r\n\r\n".getBytes(UTF_8);

  private Chunks() {}

  /** A server-sent event. */
  static byte[] event(byte[] json) {
    return join(DATA, json, END);
  }

  /**
   * A comment that stands alone, since Google's SDKs take what follows in its block for part of it.
   */
  static byte[] receipt(byte[] json) {
    return join(RECEIPT, json, END);
  }

  static byte[] join(byte[] head, byte[] body, byte[] end) {
    byte[] whole = new byte[head.length + body.length + end.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    System.arraycopy(end, 0, whole, head.length + body.length, end.length);
    return whole;
  }
}
