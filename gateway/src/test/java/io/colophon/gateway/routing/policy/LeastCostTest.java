package io.colophon.gateway.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastCostTest {
  private final Ask ask = Ask.unknown(new Random(17));

  private static FakeCandidates priced(long... nanos) {
    FakeCandidates candidates = new FakeCandidates(nanos.length);
    System.arraycopy(nanos, 0, candidates.nanoPrice, 0, nanos.length);
    return candidates;
  }

  @Test
  void choose_money_isCheapestAndUnknownIsNotFree() {
    LeastCost policy = LeastCost.ofMoney(Double.POSITIVE_INFINITY);
    FakeCandidates candidates = priced(-1, 30, 20);

    assertThat(policy.choose(candidates, ask, 0)).isEqualTo(2);
    candidates.open[2] = false;
    assertThat(policy.choose(candidates, ask, 0)).isEqualTo(1);
    candidates.open[1] = false;
    assertThat(policy.choose(candidates, ask, 0)).isZero();
  }

  @Test
  void choose_equalPrices_goByLoad() {
    FakeCandidates candidates = priced(5, 5, 5).busy(0, 3, 0).busy(2, 1, 0);

    assertThat(LeastCost.ofMoney(Double.POSITIVE_INFINITY).choose(candidates, ask, 0)).isEqualTo(1);
  }

  @Test
  void choose_cheapestTooSlow_isPassedOver() {
    FakeCandidates candidates = priced(5, 50).busy(0, 20, 0);

    assertThat(LeastCost.ofMoney(1.5).choose(candidates, ask, 0)).isEqualTo(1);
    assertThat(LeastCost.ofMoney(1000).choose(candidates, ask, 0)).isZero();
  }

  @Test
  void choose_carbon_isCleanestWithinTheBound() {
    FakeCandidates candidates = new FakeCandidates(3).busy(2, 30, 0);
    candidates.grams[0] = 0.9;
    candidates.grams[1] = 0.4;
    candidates.grams[2] = 0.1;

    assertThat(LeastCost.ofCarbon(1.5).choose(candidates, ask, 0)).isEqualTo(1);
  }

  @Test
  void bound_belowOne_isRefused() {
    assertThatThrownBy(() -> LeastCost.ofCarbon(0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1 or more");
  }
}
