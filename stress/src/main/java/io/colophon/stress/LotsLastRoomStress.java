package io.colophon.stress;

import io.colophon.throttling.LimitChain;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Lanes hold parts of the budget in advance, and there is room for one of two demands: one of them
 * gets it.
 */
@JCStressTest
@State
@Outcome(
    id = {"1, 0", "0, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "one of them")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class LotsLastRoomStress {
  private final LimitChain chain = Rooms.warm(Rooms.budget(100)).chain(Rooms.KEY);

  @Actor
  public void first(II_Result result) {
    result.r1 = Rooms.spend(chain, 60);
  }

  @Actor
  public void second(II_Result result) {
    result.r2 = Rooms.spend(chain, 60);
  }
}
