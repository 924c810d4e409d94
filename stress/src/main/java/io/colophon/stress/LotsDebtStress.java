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

/**
 * One settles far more than was held while another spends out of a lot: once both are done, the
 * debt refuses.
 */
@JCStressTest
@State
@Outcome(
    id = {"0, 0", "1, 0"},
    expect = Expect.ACCEPTABLE,
    desc = "before the debt or after it; then nobody is granted")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class LotsDebtStress {
  private final Limits limits = Rooms.warm(Rooms.budget(100));
  private final LimitChain chain = limits.chain(Rooms.KEY);
  private final Hold hold = Rooms.hold(chain, 1, Rooms.LONG);

  @Actor
  public void debtor() {
    hold.settle(Amounts.of(Dimension.TOKENS, 200), Rooms.NOW, Rooms.MILLIS);
  }

  @Actor
  public void other(II_Result result) {
    result.r1 = Rooms.spend(chain, 1);
  }

  /** Out of any lane's lot. */
  @Arbiter
  public void end(II_Result result) {
    result.r2 = Rooms.spend(chain, 1);
  }
}
