package io.colophon.stress;

import io.colophon.throttling.Amounts;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.Hold;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.Limits;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One settles half of what it held while another asks for the other half. */
@JCStressTest
@State
@Outcome(
    id = {"1, 2", "0, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "after the settlement or before it")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class SettleAndHoldStress {
  private final Limits limits = Rooms.budget(2);
  private final LimitChain chain = limits.chain(Rooms.KEY);
  private final Hold hold = Rooms.hold(chain, 2, Rooms.LONG);

  @Actor
  public void settles() {
    hold.settle(Amounts.of(Dimension.TOKENS, 1), Rooms.NOW, Rooms.MILLIS);
  }

  @Actor
  public void asks(II_Result result) {
    result.r1 = Rooms.spend(chain, 1);
  }

  /** What is used in the end. */
  @Arbiter
  public void end(II_Result result) {
    result.r2 = (int) Rooms.used(limits);
  }
}
