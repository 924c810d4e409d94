package io.colophon.provider.spi;

import java.nio.ByteBuffer;

/**
 * Bytes in a vendor's own dialect, kept so that a door of the same dialect can hand them on without
 * building them anew: a whole request, a whole answer, or one event of a stream with everything
 * around it (comments, ids and the empty line that ends it).
 *
 * @param dialect the dialect's name, for instance {@code openai-chat}; see {@link Dialects}
 * @param bytes read-only, position at the first byte, limit after the last; every reader takes a
 *     {@link ByteBuffer#duplicate() duplicate}; the receiver may keep it
 */
public record WireFrame(String dialect, ByteBuffer bytes) {
  public WireFrame {
    bytes = bytes.asReadOnlyBuffer();
  }
}
