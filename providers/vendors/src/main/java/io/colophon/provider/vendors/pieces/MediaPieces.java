package io.colophon.provider.vendors.pieces;

import io.colophon.provider.http.Output;
import io.colophon.provider.spi.GenerationEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts out a medium whose pieces come one by one; the newest is held back until it is known whether
 * it is the last. Used on the event loop of its {@link Output} only.
 */
public final class MediaPieces {
  private final Output out;
  private final int index;
  private final String mimeType;
  private @Nullable ByteBuffer held;

  /**
   * @param index which output, from 0
   */
  public MediaPieces(Output out, int index, String mimeType) {
    this.out = out;
    this.index = index;
    this.mimeType = mimeType;
  }

  /** The next piece; an empty one is left out. */
  public void add(ByteBuffer piece) {
    if (piece.hasRemaining()) {
      put(false);
      held = piece;
    }
  }

  /** No more pieces come; false if there was none at all. */
  public boolean end() {
    boolean any = held != null;
    put(true);
    return any;
  }

  private void put(boolean last) {
    ByteBuffer piece = held;
    if (piece != null) {
      held = null;
      out.emit(new GenerationEvent.MediaChunk(index, mimeType, piece, last));
    }
  }
}
