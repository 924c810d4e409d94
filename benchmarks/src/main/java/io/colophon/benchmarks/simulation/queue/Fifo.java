package io.colophon.benchmarks.simulation.queue;

import java.util.ArrayDeque;
import java.util.Optional;

/** Who comes first goes first; a full line takes nobody. */
public final class Fifo implements Line {
  private final ArrayDeque<Visitor> waiting = new ArrayDeque<>();
  private final int most;

  public Fifo(int most) {
    this.most = most;
  }

  @Override
  public Optional<Visitor> enter(Visitor visitor, long now) {
    if (waiting.size() >= most) {
      return Optional.of(visitor);
    }
    waiting.add(visitor);
    return Optional.empty();
  }

  @Override
  public Optional<Visitor> next(long now) {
    return Optional.ofNullable(waiting.poll());
  }

  @Override
  public void settle(Visitor visitor, double work) {}

  @Override
  public int waiting() {
    return waiting.size();
  }
}
