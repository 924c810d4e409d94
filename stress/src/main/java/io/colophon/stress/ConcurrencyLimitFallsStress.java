package io.colophon.stress;

import io.colophon.throttling.adaptive.ConcurrencyLimit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The limit falls to none while somebody enters: he is in, or out, and the limit is what was said.
 */
@JCStressTest
@State
@Outcome(
    id = {"1, 1", "0, 0"},
    expect = Expect.ACCEPTABLE,
    desc = "in before, or out after")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class ConcurrencyLimitFallsStress {
  private final ConcurrencyLimit places = new ConcurrencyLimit(1);

  @Actor
  public void enters(II_Result result) {
    result.r1 = places.tryEnter() ? 1 : 0;
  }

  @Actor
  public void falls() {
    places.limit(0);
  }

  /** What is counted; far off when the new limit was lost. */
  @Arbiter
  public void end(II_Result result) {
    result.r2 = places.taken() + 10 * places.limit();
  }
}
