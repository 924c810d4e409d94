package io.colophon.provider.http;

import io.netty.buffer.ByteBuf;

/**
 * Takes what comes on a WebSocket. All calls come on the event loop of the generation, one at a
 * time, and must not block. A handshake that is refused, a connection that breaks and a message
 * that is too large end the stream by themselves.
 */
public interface WebSocketReader {

  /** The handshake is done. */
  void opened(WebSocket socket);

  /** A whole text message. */
  void text(String text);

  /**
   * A whole binary message; refused unless overridden.
   *
   * @param bytes released by the caller when this returns
   */
  default void binary(ByteBuf bytes) {
    throw new io.colophon.provider.spi.ProviderException(
        io.colophon.provider.spi.FailureKind.MALFORMED_ANSWER,
        "a binary message where text was expected");
  }

  /** The transport takes more again. */
  default void writable() {}

  /**
   * The upstream has closed the connection in good order; the attempt says whether that is its end
   * or comes too early.
   *
   * @param code status of RFC 6455, section 7.4; 1005 when it gave none
   * @param reason its words; may be empty
   */
  void closed(int code, String reason);
}
