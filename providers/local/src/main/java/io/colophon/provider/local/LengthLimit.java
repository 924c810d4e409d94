package io.colophon.provider.local;

import io.colophon.provider.local.audio.PcmSink;
import java.io.IOException;

/** A sink before another that counts frames and lets no more through than are allowed. */
final class LengthLimit implements PcmSink {

  /** The limit was met; what came before it was written. */
  static final class Reached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Reached() {
      super("the longest output was reached", null, false, false);
    }
  }

  private final PcmSink next;
  private final long mostFrames;
  private long frames;

  LengthLimit(PcmSink next, long mostFrames) {
    this.next = next;
    this.mostFrames = mostFrames;
  }

  @Override
  public void write(short[] samples, int count) throws IOException {
    int allowed = (int) Math.min(count, mostFrames - frames);
    next.write(samples, allowed);
    frames += allowed;
    if (allowed < count) {
      throw new Reached();
    }
  }

  /** Frames let through. */
  long frames() {
    return frames;
  }
}
