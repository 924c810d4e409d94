package io.colophon.benchmarks.rounds;

import io.colophon.benchmarks.load.LoadPlan;
import io.colophon.benchmarks.load.LoadPlan.Kind;
import java.time.Duration;
import java.util.List;

/**
 * One kind of load in every round.
 *
 * @param name in the table
 */
record Leg(String name, LoadPlan plan) {

  /** All of them. */
  static List<Leg> all(Duration length) {
    return List.of(
        new Leg("unary, 1 at a time", LoadPlan.closed(Kind.UNARY, 1, length)),
        new Leg("unary, 16 at a time", LoadPlan.closed(Kind.UNARY, 16, length)),
        new Leg("unary, 64 at a time", LoadPlan.closed(Kind.UNARY, 64, length)),
        new Leg("unary, 500/s by the clock", LoadPlan.open(Kind.UNARY, 500, length)),
        new Leg("streams of 100 pieces, 16 at a time", LoadPlan.closed(Kind.STREAM, 16, length)),
        new Leg("50 streams, a piece every 5 ms", LoadPlan.closed(Kind.PACED, 50, length)));
  }
}
