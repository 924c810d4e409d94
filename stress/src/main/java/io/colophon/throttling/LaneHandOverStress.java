package io.colophon.throttling;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What is written inside a lane is seen by whoever is in it next. */
@JCStressTest
@State
@Outcome(
    id = {"0, 1", "1, 2", "2, 1", "1, 0"},
    expect = Expect.ACCEPTABLE,
    desc = "one after the other, or the second was not let in")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class LaneHandOverStress {
  private final Lane lane = new Lane(0);
  private int plain;

  @Actor
  public void first(II_Result result) {
    result.r1 = add();
  }

  @Actor
  public void second(II_Result result) {
    result.r2 = add();
  }

  private int add() {
    if (!lane.tryEnter()) {
      return 0;
    }
    int now = ++plain;
    lane.leave();
    return now;
  }
}
