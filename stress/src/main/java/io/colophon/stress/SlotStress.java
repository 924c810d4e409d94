package io.colophon.stress;

import io.colophon.throttling.LimitChain;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One slot, two callers that take it and give it back: never both, and it is free in the end. */
@JCStressTest
@State
@Outcome(
    id = {"1, 0", "0, 1", "1, 1", "0, 0"},
    expect = Expect.ACCEPTABLE,
    desc = "one after the other, or one refused")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class SlotStress {
  private final LimitChain chain = Rooms.slots(1).chain(Rooms.KEY);
  private final java.util.concurrent.atomic.AtomicInteger inside =
      new java.util.concurrent.atomic.AtomicInteger();

  @Actor
  public void first(II_Result result) {
    result.r1 = Rooms.visit(chain, inside);
  }

  @Actor
  public void second(II_Result result) {
    result.r2 = Rooms.visit(chain, inside);
  }

  /** Replaces the outcome where the slot is not free. */
  @Arbiter
  public void end(II_Result result) {
    if (Rooms.visit(chain, inside) != 1) {
      result.r1 = -1;
    }
  }
}
