package io.colophon.benchmarks.simulation.queue;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.fleet.Job;
import io.colophon.benchmarks.simulation.fleet.Node;
import io.colophon.benchmarks.simulation.traffic.Shape;
import java.util.Optional;

/** One node, a line before it, and who is served when. */
public final class Counter {

  /** Hears what happens. */
  public interface Watcher {
    /** A place was given. */
    default void began(Visitor visitor) {}

    default void firstOutput(Visitor visitor) {}

    /** Served to the end. */
    default void ended(Visitor visitor) {}

    /** Sent away. */
    default void refused(Visitor visitor) {}
  }

  private final VirtualTime time;
  private final Node node;
  private final Gate gate;
  private final Line line;
  private final Watcher watcher;

  /** As many at once as the node has slots. */
  public Counter(VirtualTime time, Node node, Line line, Watcher watcher) {
    this(time, node, Gate.fixed(node.spec().slots()), line, watcher);
  }

  public Counter(VirtualTime time, Node node, Gate gate, Line line, Watcher watcher) {
    this.time = time;
    this.node = node;
    this.gate = gate;
    this.line = line;
    this.watcher = watcher;
  }

  public void arrive(Visitor visitor) {
    if (line.waiting() == 0 && gate.hasRoom()) {
      serve(visitor);
    } else {
      line.enter(visitor, time.now()).ifPresent(watcher::refused);
    }
  }

  private void serve(Visitor visitor) {
    double tokens = visitor.request().output();
    double prefill = visitor.request().input() / Shape.INPUT_PER_OUTPUT;
    Gate.Pass pass = gate.enter(visitor.request().input(), time.now());
    node.submit(
        new Job(
            tokens,
            prefill + tokens,
            new Job.Answer() {
              @Override
              public double started() {
                return prefill;
              }

              @Override
              public void firstOutput() {
                pass.firstOutput(time.now());
                watcher.firstOutput(visitor);
              }

              @Override
              public void ended() {
                pass.leave(tokens, time.now());
                line.settle(visitor, tokens);
                watcher.ended(visitor);
                next();
              }
            }));
    watcher.began(visitor);
  }

  private void next() {
    while (gate.hasRoom()) {
      Optional<Visitor> turn = line.next(time.now());
      if (turn.isEmpty()) {
        return;
      }
      serve(turn.get());
    }
  }
}
