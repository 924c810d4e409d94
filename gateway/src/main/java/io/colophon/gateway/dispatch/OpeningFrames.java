package io.colophon.gateway.dispatch;

import io.colophon.provider.spi.GenerationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What comes before anything useful, kept since the attempt may still fail and another target
 * answer. Not thread-safe.
 */
final class OpeningFrames {
  /** A role, an id and some comments; what goes beyond it is left out. */
  private static final int MOST_BYTES = 64 * 1024;

  private final List<GenerationEvent.Relayed> frames = new ArrayList<>(2);
  private int bytes;

  void keep(GenerationEvent.Relayed relayed) {
    bytes += relayed.frame().bytes().remaining();
    if (bytes <= MOST_BYTES) {
      frames.add(relayed);
    }
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** Hands them on, once. */
  void release(Consumer<GenerationEvent> to) {
    frames.forEach(to);
    frames.clear();
  }
}
