package io.colophon.provider.testkit.http;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The upstream's side of a WebSocket (RFC 6455). Frames are written as they are told. */
public final class SocketSession {
  /** Opcode of a text frame. */
  public static final int TEXT = 1;

  /** Opcode of a binary frame. */
  public static final int BINARY = 2;

  /** Opcode of a close frame. */
  public static final int CLOSE = 8;

  /** Opcode of a ping frame. */
  public static final int PING = 9;

  /** Opcode of a pong frame. */
  public static final int PONG = 10;

  /**
   * A frame that came.
   *
   * @param opcode as on the wire
   * @param payload unmasked
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Frame(int opcode, byte[] payload) {
    /** The payload as UTF-8. */
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private final DataInputStream in;
  private final OutputStream out;

  SocketSession(DataInputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** The next frame of whatever kind; null when the connection has ended. */
  public @Nullable Frame receive() throws IOException {
    try {
      int opcode = in.readUnsignedByte() & 0x0f;
      int second = in.readUnsignedByte();
      long length = second & 0x7f;
      length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
      byte[] mask = new byte[4];
      if ((second & 0x80) != 0) {
        in.readFully(mask);
      }
      byte[] payload = new byte[Math.toIntExact(length)];
      in.readFully(payload);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i & 3];
      }
      return new Frame(opcode, payload);
    } catch (EOFException gone) {
      return null;
    }
  }

  /** Sends a text message in one frame. */
  public void text(String text) throws IOException {
    frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a binary message in one frame. */
  public void binary(byte[] bytes) throws IOException {
    frame(true, BINARY, bytes);
  }

  /** Sends a ping. */
  public void ping(byte[] payload) throws IOException {
    frame(true, PING, payload);
  }

  /** Sends a close frame; the connection stays until the script ends. */
  public void close(int code, String reason) throws IOException {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    frame(
        true,
        CLOSE,
        ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array());
  }

  /** Sends one frame; {@code last} false makes it the beginning or middle of a message. */
  public void frame(boolean last, int opcode, byte[] payload) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(10).put((byte) ((last ? 0x80 : 0) | opcode));
    if (payload.length < 126) {
      head.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      head.put((byte) 126).putShort((short) payload.length);
    } else {
      head.put((byte) 127).putLong(payload.length);
    }
    raw(head.array(), head.position());
    raw(payload, payload.length);
    out.flush();
  }

  /** Writes bytes that need not be a frame. */
  public void raw(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    out.flush();
  }
}
