package io.colophon.provider.local.text;

import io.colophon.provider.local.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Remembers what it is told, and is cancelled after so many checkpoints. */
final class CountedWork implements Work {
  private final int cancelAfter;
  private int checkpoints;
  private long flop;
  private final List<Double> progress = new ArrayList<>();

  CountedWork(int cancelAfter) {
    this.cancelAfter = cancelAfter;
  }

  @Override
  public void checkpoint() {
    if (++checkpoints > cancelAfter) {
      throw new CancellationException("cancelled after " + cancelAfter + " checkpoints");
    }
  }

  @Override
  public void progress(double fraction) {
    progress.add(fraction);
  }

  @Override
  public void countFlop(long operations) {
    flop += operations;
  }

  int checkpoints() {
    return checkpoints;
  }

  long flop() {
    return flop;
  }

  List<Double> progressSaid() {
    return progress;
  }
}
