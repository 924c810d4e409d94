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
 * Two callers spend out of lots and beyond them: what is used is what was granted, and never more
 * than there was.
 */
@JCStressTest
@State
@Outcome(id = "2, 100", expect = Expect.ACCEPTABLE, desc = "both of each, exactly all of it")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class LotsSumStress {
  private final Limits limits = Rooms.warm(Rooms.budget(100));
  private final LimitChain chain = limits.chain(Rooms.KEY);
  private int first;
  private int second;

  @Actor
  public void first() {
    first = Rooms.spend(chain, 1) + Rooms.spend(chain, 39);
  }

  @Actor
  public void second() {
    second = Rooms.spend(chain, 1) + Rooms.spend(chain, 59);
  }

  /** All of it fits: four grants, and not one unit is left. */
  @Arbiter
  public void end(II_Result result) {
    result.r1 = first == 2 && second == 2 ? 2 : 0;
    result.r2 = (int) Rooms.used(limits);
  }
}
