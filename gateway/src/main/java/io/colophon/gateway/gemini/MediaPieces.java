package io.colophon.gateway.gemini;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.spi.GenerationEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Puts the chunks of one output together, since a part of this dialect is a whole file. */
final class MediaPieces {
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * Adds a chunk.
   *
   * @return the file when it is whole; otherwise empty
   * @throws Refusal UNSUPPORTED if the file is larger than a part may be
   */
  ByteBuffer add(GenerationEvent.MediaChunk chunk) {
    ByteBuffer piece = chunk.bytes().duplicate();
    if (bytes.size() + piece.remaining() > MOST_BYTES) {
      throw Refusal.of(
          Reason.UNSUPPORTED,
          "the file is larger than the " + MOST_BYTES + " bytes that this dialect can hold");
    }
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    bytes.writeBytes(copy);
    if (!chunk.last()) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer whole = ByteBuffer.wrap(bytes.toByteArray());
    bytes.reset();
    return whole;
  }
}
