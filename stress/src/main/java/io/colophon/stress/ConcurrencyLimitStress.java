package io.colophon.stress;

import io.colophon.throttling.adaptive.ConcurrencyLimit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two enter where there is one place, and whoever was in leaves: one place is counted back. */
@JCStressTest
@State
@Outcome(
    id = {"1, 0", "0, 1", "1, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "one at a time")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class ConcurrencyLimitStress {
  private final ConcurrencyLimit places = new ConcurrencyLimit(1);

  @Actor
  public void first(II_Result result) {
    result.r1 = visit();
  }

  @Actor
  public void second(II_Result result) {
    result.r2 = visit();
  }

  private int visit() {
    if (!places.tryEnter()) {
      return 0;
    }
    int taken = places.taken();
    places.leave();
    return taken;
  }

  /** Replaces the outcome where a place was lost. */
  @Arbiter
  public void end(II_Result result) {
    if (places.taken() != 0) {
      result.r1 = -1;
    }
  }
}
