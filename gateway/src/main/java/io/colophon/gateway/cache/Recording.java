package io.colophon.gateway.cache;

import io.colophon.gateway.pipeline.EventBytes;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.WireFrame;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the events of one answer as they pass, up to so many bytes. Of one thread at a time.
 * The bytes are copied: an event may be a small part of a large buffer.
 */
final class Recording {
  private final long most;
  private @Nullable List<GenerationEvent> output = new ArrayList<>();
  private @Nullable FinishReason reason;
  private long bytes;

  /**
   * @param most bytes that may be kept
   */
  Recording(long most) {
    this.most = most;
  }

  /** The next event; false as soon as the answer has become too large to be kept. */
  boolean add(GenerationEvent event) {
    if (event instanceof GenerationEvent.Finished finished) {
      reason = finished.reason();
      return true;
    }
    if (output == null || !isOutput(event)) {
      return output != null;
    }
    bytes += EventBytes.of(event);
    if (bytes > most) {
      output = null;
      return false;
    }
    output.add(copied(event));
    return true;
  }

  long bytes() {
    return bytes;
  }

  /** The output, if it came to its end whole and was not too large. */
  Optional<List<GenerationEvent>> output() {
    return reason != null && CacheRules.isWhole(reason)
        ? Optional.ofNullable(output)
        : Optional.empty();
  }

  FinishReason reason() {
    FinishReason known = reason;
    if (known == null) {
      throw new IllegalStateException("the answer has not come to its end");
    }
    return known;
  }

  private static boolean isOutput(GenerationEvent event) {
    return !(event instanceof GenerationEvent.Progress
        || event instanceof GenerationEvent.UsedSoFar
        || event instanceof GenerationEvent.Submitted
        || event instanceof GenerationEvent.Accepted);
  }

  private static GenerationEvent copied(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      WireFrame frame = delta.frame();
      return frame == null ? delta : new GenerationEvent.TextDelta(delta.text(), copied(frame));
    }
    if (event instanceof GenerationEvent.Relayed relayed) {
      return new GenerationEvent.Relayed(copied(relayed.frame()), relayed.place());
    }
    if (event instanceof GenerationEvent.MediaChunk chunk) {
      return new GenerationEvent.MediaChunk(
          chunk.index(), chunk.mimeType(), copied(chunk.bytes()), chunk.last());
    }
    if (event instanceof GenerationEvent.Vector vector) {
      FloatBuffer values = vector.values().duplicate();
      return new GenerationEvent.Vector(
          vector.index(), FloatBuffer.allocate(values.remaining()).put(values).flip());
    }
    return event;
  }

  private static WireFrame copied(WireFrame frame) {
    return new WireFrame(frame.dialect(), copied(frame.bytes()));
  }

  private static ByteBuffer copied(ByteBuffer bytes) {
    ByteBuffer from = bytes.duplicate();
    return ByteBuffer.allocate(from.remaining()).put(from).flip();
  }
}
