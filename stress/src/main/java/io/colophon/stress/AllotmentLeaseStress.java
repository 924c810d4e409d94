package io.colophon.stress;

import io.colophon.throttling.Allotment;
import io.colophon.throttling.Limits;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A thread hands out of its allotment while the lease of it ends: all of it counts as spent. */
@JCStressTest
@State
@Outcome(
    id = {"0, 10", "1, 10"},
    expect = Expect.ACCEPTABLE,
    desc = "handed out before, or no more")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class AllotmentLeaseStress {
  private final Limits limits = Rooms.budget(10);
  private final Allotment allotment = Rooms.allotment(limits, 10);

  @Actor
  public void hands(II_Result result) {
    result.r1 = allotment.take(3) ? 1 : 0;
  }

  @Actor
  public void expires() {
    limits.expire(Rooms.NOW + 2, Rooms.MILLIS);
  }

  /** What is used in the end. */
  @Arbiter
  public void end(II_Result result) {
    result.r2 = (int) Rooms.used(limits);
  }
}
