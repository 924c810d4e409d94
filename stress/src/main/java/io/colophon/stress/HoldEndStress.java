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

/** A hold is settled while its lease ends: what was used counts once, and nothing stays held. */
@JCStressTest
@State
@Outcome(id = "3, 0", expect = Expect.ACCEPTABLE, desc = "used once, nothing held or open")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class HoldEndStress {
  private final Limits limits = Rooms.budget(10);
  private final LimitChain chain = limits.chain(Rooms.KEY);
  private final Hold hold = Rooms.hold(chain, 5, 1);

  @Actor
  public void settles() {
    hold.settle(Amounts.of(Dimension.TOKENS, 3), Rooms.NOW + 2, Rooms.MILLIS);
  }

  @Actor
  public void expires() {
    limits.expire(Rooms.NOW + 2, Rooms.MILLIS);
  }

  /** What is used, and what is held or open. */
  @Arbiter
  public void end(II_Result result) {
    result.r1 = (int) Rooms.used(limits);
    result.r2 = (int) Rooms.held(limits) + limits.openHolds();
  }
}
