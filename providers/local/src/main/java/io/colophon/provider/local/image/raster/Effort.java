package io.colophon.provider.local.image.raster;

import io.colophon.provider.local.work.Work;

/**
 * Counts the arithmetic of the drawing loops and asks often enough whether the work is still
 * wanted. Painters say what a row of pixels cost; the figures are operations in the source of the
 * loop, not what a processor made of them. For one thread.
 */
public final class Effort {
  /** Asking this often is some milliseconds apart on one slow core. */
  private static final long FLOP_BETWEEN_CHECKPOINTS = 2_000_000;

  private final Work work;
  private long unreported;

  public Effort(Work work) {
    this.work = work;
  }

  /**
   * Adds operations that were just done.
   *
   * @throws java.util.concurrent.CancellationException if nobody waits for the picture any more
   */
  public void spent(long flop) {
    unreported += flop;
    if (unreported >= FLOP_BETWEEN_CHECKPOINTS) {
      report();
    }
  }

  /** Hands on what is not reported yet. */
  public void report() {
    work.countFlop(unreported);
    unreported = 0;
    work.checkpoint();
  }

  /** As {@link Work#progress}. */
  public void progress(double fraction) {
    work.progress(fraction);
  }
}
