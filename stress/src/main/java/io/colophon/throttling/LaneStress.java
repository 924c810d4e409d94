package io.colophon.throttling;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads, one lane: one of them is in. */
@JCStressTest
@State
@Outcome(
    id = {"1, 0", "0, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "one of them")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class LaneStress {
  private final Lane lane = new Lane(0);

  @Actor
  public void first(II_Result result) {
    result.r1 = lane.tryEnter() ? 1 : 0;
  }

  @Actor
  public void second(II_Result result) {
    result.r2 = lane.tryEnter() ? 1 : 0;
  }
}
