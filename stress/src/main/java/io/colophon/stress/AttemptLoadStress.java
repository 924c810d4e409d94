package io.colophon.stress;

import io.colophon.gateway.routing.policy.AttemptLoad;
import io.colophon.gateway.routing.policy.TargetLoad;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One attempt ends twice, on two threads: it counts once. */
@JCStressTest
@State
@Outcome(
    id = "1, 0",
    expect = Expect.ACCEPTABLE,
    desc = "the other attempt alone is still there, and then none")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class AttemptLoadStress {
  private final TargetLoad load = new TargetLoad();
  private final AttemptLoad other = load.begin(1, 1);
  private final AttemptLoad attempt = load.begin(1, 1);

  @Actor
  public void ends() {
    attempt.ended(1, 2);
  }

  @Actor
  public void gives() {
    attempt.abandoned(2);
  }

  /** What is outstanding before and after the other attempt ends. */
  @Arbiter
  public void end(II_Result result) {
    result.r1 = load.outstanding();
    other.abandoned(3);
    result.r2 = load.outstanding();
  }
}
