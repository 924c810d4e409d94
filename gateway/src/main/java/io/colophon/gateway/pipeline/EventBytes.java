package io.colophon.gateway.pipeline;

import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.WireFrame;

/** How much memory the content of an event takes, for bounds on what is kept or read on. */
public final class EventBytes {
  /** Counted for an event that carries next to nothing. */
  private static final int SMALL = 64;

  private EventBytes() {}

  /** Bytes of content; of a text that comes with the vendor's frame those of the frame. */
  public static long of(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      WireFrame frame = delta.frame();
      return frame == null ? 2L * delta.text().length() : frame.bytes().remaining();
    }
    if (event instanceof GenerationEvent.MediaChunk chunk) {
      return chunk.bytes().remaining();
    }
    if (event instanceof GenerationEvent.Relayed relayed) {
      return relayed.frame().bytes().remaining();
    }
    if (event instanceof GenerationEvent.ToolCall call) {
      return 2L * call.argumentsJson().length();
    }
    return event instanceof GenerationEvent.Vector vector
        ? (long) Float.BYTES * vector.values().remaining()
        : SMALL;
  }
}
