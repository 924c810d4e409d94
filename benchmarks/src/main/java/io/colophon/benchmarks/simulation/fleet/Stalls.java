package io.colophon.benchmarks.simulation.fleet;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.engine.VirtualTime;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One node at a time is slow: neighbours on the same machine, heat, a long compaction. */
public final class Stalls {
  private final VirtualTime time;
  private final List<Node> nodes;
  private final Draws draws;
  private final long spanNanos;
  private final double factor;
  private final BooleanSupplier goesOn;
  private int slow = -1;
  private long until;

  /**
   * @param spanNanos how long each stall lasts; the next one follows at once
   * @param factor how many times slower the node is
   * @param goesOn whether anything is left to slow down
   */
  public Stalls(
      VirtualTime time,
      List<Node> nodes,
      Draws draws,
      long spanNanos,
      double factor,
      BooleanSupplier goesOn) {
    this.time = time;
    this.nodes = nodes;
    this.draws = draws;
    this.spanNanos = spanNanos;
    this.factor = factor;
    this.goesOn = goesOn;
    next();
  }

  private void next() {
    if (slow >= 0) {
      nodes.get(slow).slowBy(1);
    }
    if (!goesOn.getAsBoolean()) {
      slow = -1;
      return;
    }
    slow = draws.nextInt(nodes.size());
    nodes.get(slow).slowBy(factor);
    until = time.now() + spanNanos;
    time.at(until, this::next);
  }

  /**
   * When a job would end on a node. For the oracle only.
   *
   * @param ahead work before a slot is free for it, in tokens
   * @param own its own work
   * @return nanoseconds from now
   */
  public double nanosToEnd(int index, double ahead, double own) {
    Node node = nodes.get(index);
    long left = index == slow ? until - time.now() : 0;
    double start = node.nanosFor(ahead, left, factor);
    double end = node.nanosFor(ahead + own, left, factor);
    boolean slowAllThrough = node.stallKind() == StallKind.WHAT_STARTS && start < left;
    return slowAllThrough ? start + (end - start) * factor : end;
  }
}
