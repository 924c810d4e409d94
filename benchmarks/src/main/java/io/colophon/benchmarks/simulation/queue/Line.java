package io.colophon.benchmarks.simulation.queue;

import java.util.Optional;

/** Where those wait who find no free place. Bounded. */
public interface Line {

  /**
   * Somebody comes.
   *
   * @return who has to go for it: nobody, the visitor itself, or one that waited
   */
  Optional<Visitor> enter(Visitor visitor, long now);

  /** Whose turn it is. */
  Optional<Visitor> next(long now);

  /** One that had its turn turned out to be so much work, in tokens. */
  void settle(Visitor visitor, double work);

  /** How many wait. */
  int waiting();
}
