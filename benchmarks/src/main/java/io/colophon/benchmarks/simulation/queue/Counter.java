package io.colophon.benchmarks.simulation.queue;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.fleet.Job;
import io.colophon.benchmarks.simulation.fleet.Node;
import java.util.Optional;

/** One node, a line before it, and who is served when. */
public final class Counter {

  /** Hears what happens. */
  public interface Watcher {
    /** A place was given. */
    default void began(Visitor visitor) {}

    /** Served to the end. */
    default void ended(Visitor visitor) {}

    /** Sent away. */
    default void refused(Visitor visitor) {}
  }

  private final VirtualTime time;
  private final Node node;
  private final Line line;
  private final Watcher watcher;

  public Counter(VirtualTime time, Node node, Line line, Watcher watcher) {
    this.time = time;
    this.node = node;
    this.line = line;
    this.watcher = watcher;
  }

  public void arrive(Visitor visitor) {
    if (line.waiting() == 0 && node.running() < node.spec().slots()) {
      serve(visitor);
    } else {
      line.enter(visitor, time.now()).ifPresent(watcher::refused);
    }
  }

  private void serve(Visitor visitor) {
    double tokens = visitor.request().output();
    node.submit(
        new Job(
            tokens,
            tokens,
            new Job.Answer() {
              @Override
              public double started() {
                return 0;
              }

              @Override
              public void firstOutput() {}

              @Override
              public void ended() {
                line.settle(visitor, tokens);
                watcher.ended(visitor);
                next();
              }
            }));
    watcher.began(visitor);
  }

  private void next() {
    while (node.running() < node.spec().slots()) {
      Optional<Visitor> turn = line.next(time.now());
      if (turn.isEmpty()) {
        return;
      }
      serve(turn.get());
    }
  }
}
