package io.colophon.stress;

import io.colophon.throttling.LimitChain;
import io.colophon.throttling.Limits;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * There is room for one subject, whose state is thrown away while it is used again: its budget is
 * not given twice.
 */
@JCStressTest
@State
@Outcome(
    id = {"1, 0", "0, 0"},
    expect = Expect.ACCEPTABLE,
    desc = "what the other gets does not matter; a second grant there is not")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class ForgottenStateStress {
  private final Limits limits = Rooms.oneState();
  private final LimitChain chain = Rooms.forgettable(limits);
  private final LimitChain other = limits.chain(java.util.List.of("key:other"));

  @Actor
  public void again(II_Result result) {
    result.r1 = Rooms.spendLater(chain);
  }

  @Actor
  public void sweeps() {
    Rooms.spendLater(other);
  }

  /** At the same moment there is one unit alone, whatever became of the state. */
  @Arbiter
  public void end(II_Result result) {
    result.r2 = result.r1 == 1 ? Rooms.spendLater(chain) : 0;
  }
}
