package io.colophon.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HedgeBudgetTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final HedgeBudget budget = new HedgeBudget(new HedgeBudget.Settings(0.02, 0.01, MINUTE));

  private void requests(int number, long cost) {
    for (int i = 0; i < number; i++) {
      budget.requested(cost, 0);
    }
  }

  @Test
  void tryHedge_costIsUnknown_grantsTwoInAHundred() {
    requests(49, 0);
    assertThat(budget.tryHedge(0, 1)).isFalse();
    requests(51, 0);

    assertThat(budget.tryHedge(0, 1)).isTrue();
    assertThat(budget.tryHedge(0, 1)).isTrue();
    assertThat(budget.tryHedge(0, 1)).isFalse();
  }

  @Test
  void tryHedge_wouldBurnMoreThanAHundredth_isRefusedThoughItsNumberIsNot() {
    requests(100, 1000);

    assertThat(budget.tryHedge(1001, 1)).isFalse();
    assertThat(budget.tryHedge(1000, 1)).isTrue();
    assertThat(budget.tryHedge(1, 1)).isFalse();
    assertThat(budget.refused()).isEqualTo(2);
  }

  @Test
  void settled_loserBurntLittle_theRestMayBeUsedAgain() {
    requests(100, 1000);
    assertThat(budget.tryHedge(1000, 1)).isTrue();
    budget.settled(1000, 100, 2);

    assertThat(budget.tryHedge(900, 3)).isTrue();
    assertThat(budget.granted()).isEqualTo(2);
  }

  @Test
  void tryHedge_everyRequestWantsOne_bothSharesHoldOverAnHour() {
    SplittableRandom random = new SplittableRandom(9);
    long requests = 0;
    long hedges = 0;
    long spent = 0;
    long burnt = 0;
    for (long now = 0; now < Duration.ofHours(1).toNanos(); now += random.nextLong(100_000_000)) {
      long cost = random.nextLong(2000);
      budget.requested(cost, now);
      requests++;
      spent += cost;
      if (budget.tryHedge(cost, now)) {
        hedges++;
        long used = random.nextLong(cost + 1);
        budget.settled(cost, used, now);
        burnt += used;
      }
    }

    assertThat(hedges * 50).isLessThanOrEqualTo(requests);
    assertThat(burnt * 100).isLessThanOrEqualTo(spent);
    assertThat(hedges * 100).isGreaterThan(requests);
  }
}
