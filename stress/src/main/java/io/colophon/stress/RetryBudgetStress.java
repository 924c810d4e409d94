package io.colophon.stress;

import io.colophon.gateway.resilience.RetryBudget;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two attempts want the last retry of a budget: one of them gets it. */
@JCStressTest
@State
@Outcome(
    id = {"1, 0", "0, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "one of them")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
public class RetryBudgetStress {
  private final RetryBudget budget =
      new RetryBudget(new RetryBudget.Settings(0, Duration.ofSeconds(10), 1));

  @Actor
  public void first(II_Result result) {
    result.r1 = budget.tryRetry(1) ? 1 : 0;
  }

  @Actor
  public void second(II_Result result) {
    result.r2 = budget.tryRetry(1) ? 1 : 0;
  }
}
