package io.colophon.benchmarks.simulation.replicas;

import io.colophon.benchmarks.simulation.engine.VirtualTime;

/** The way from one gateway to the store: a millisecond, and nothing at all while it is cut. */
public final class Link {
  static final long NANOS = 1_000_000;

  private final VirtualTime time;
  private final long cutFrom;
  private final long cutUntil;
  private long calls;

  /** Cut from a moment on until another; the same twice for never. */
  public Link(VirtualTime time, long cutFrom, long cutUntil) {
    this.time = time;
    this.cutFrom = cutFrom;
    this.cutUntil = cutUntil;
  }

  VirtualTime time() {
    return time;
  }

  /** Whether nothing comes through now. */
  public boolean isCut() {
    return time.now() >= cutFrom && time.now() < cutUntil;
  }

  /** Sends a call, which gets lost while the link is cut. */
  void call(Runnable atStore) {
    calls++;
    pass(atStore);
  }

  /** Something that the store sends, or an answer. */
  void pass(Runnable there) {
    if (!isCut()) {
      time.after(
          NANOS,
          () -> {
            if (!isCut()) {
              there.run();
            }
          });
    }
  }

  /** Calls so far, lost ones too. */
  public long calls() {
    return calls;
  }
}
