package io.colophon.provider.http;

import java.nio.ByteBuffer;

/** An open WebSocket. Called on the event loop of the generation only. */
public interface WebSocket {

  /** Sends a text message. */
  void text(String text);

  /** Sends a binary message; the bytes are read when they are sent and not copied. */
  void binary(ByteBuffer bytes);

  /** Whether the transport takes more at once; {@link WebSocketReader#writable} says when again. */
  boolean isWritable();

  /** Says that we are done; the upstream may still send, and ends the connection. */
  void close();
}
