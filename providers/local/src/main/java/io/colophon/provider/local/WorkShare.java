package io.colophon.provider.local;

import io.colophon.provider.local.work.Work;

/** One stage of a longer work: its progress from 0 to 1 is a stretch of the whole. */
final class WorkShare implements Work {
  private final Work whole;
  private final double from;
  private final double to;

  /**
   * @param from where the whole stands when the stage begins, 0 to 1
   * @param to where it stands when the stage is over
   */
  WorkShare(Work whole, double from, double to) {
    this.whole = whole;
    this.from = from;
    this.to = to;
  }

  @Override
  public void checkpoint() {
    whole.checkpoint();
  }

  @Override
  public void progress(double fraction) {
    whole.progress(from + (to - from) * fraction);
  }

  @Override
  public void countFlop(long operations) {
    whole.countFlop(operations);
  }
}
