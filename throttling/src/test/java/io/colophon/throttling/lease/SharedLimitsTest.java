package io.colophon.throttling.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Window;
import org.junit.jupiter.api.Test;

class SharedLimitsTest {

  @Test
  void budget_threeGateways_isUsedToTheLastUnitAndNoFurther() {
    Fleet fleet = new Fleet(1, LimitRule.of("key:a", Dimension.TOKENS, 100, Window.DAY), 3, 0);
    fleet.start();
    fleet.time.every(
        Fleet.MILLI, () -> fleet.gateways.get(fleet.random.nextInt(3)).demand(1, 1, Fleet.MILLI));

    fleet.time.runUntil(20 * Fleet.SECOND);

    assertThat(fleet.truth.used).isEqualTo(100);
    assertThat(fleet.decisions).isGreaterThan(10_000);
  }

  @Test
  void budget_oneGatewayHoldsTheReserve_isRecalledForAnother() {
    Fleet fleet = new Fleet(2, LimitRule.of("key:a", Dimension.TOKENS, 10_000, Window.DAY), 3, 0);
    fleet.start();
    fleet.time.runUntil(Fleet.SECOND);
    fleet.gateways.get(0).demand(10, 10, 0);
    fleet.time.runUntil(2 * Fleet.SECOND);
    fleet.gateways.get(1).demand(9_990, 9_990, 0);
    for (int i = 0; i < 50; i++) {
      fleet.time.runUntil(fleet.time.nanos() + 50 * Fleet.MILLI);
      if (fleet.truth.used < 10_000) {
        fleet.gateways.get(1).demand(9_990, 9_990, 0);
      }
    }
    fleet.time.runUntil(10 * Fleet.SECOND);

    assertThat(fleet.truth.used).isEqualTo(10_000);
  }

  @Test
  void demand_whileAnothersCallIsUnderWay_isServedByItsAnswer() {
    Fleet fleet = new Fleet(6, LimitRule.of("key:a", Dimension.TOKENS, 10_000, Window.DAY), 1, 0);
    fleet.start();
    fleet.time.runUntil(Fleet.SECOND);
    long before = fleet.calls();
    Fleet.Gateway one = fleet.gateways.get(0);
    one.demand(1, 1, 0);
    fleet.time.runUntil(fleet.time.nanos() + 10_000);
    one.demand(1, 1, 0);
    fleet.time.runUntil(fleet.time.nanos() + 40 * Fleet.MILLI);

    assertThat(fleet.granted).isEqualTo(2);
    assertThat(fleet.calls() - before).isEqualTo(1);
  }

  @Test
  void slot_itsGatewayDiesAndComesBack_isFreeAtOnce() {
    Fleet fleet =
        new Fleet(3, LimitRule.of("key:a", Dimension.CONCURRENCY, 1, Window.AT_ONCE), 2, 0);
    fleet.start();
    fleet.time.runUntil(Fleet.SECOND);
    Fleet.Gateway dies = fleet.gateways.get(1);
    dies.demand(1, 1, 1000 * Fleet.SECOND);
    fleet.time.runUntil(5 * Fleet.SECOND);
    assertThat(fleet.granted).isEqualTo(1);
    dies.crash();
    fleet.time.runUntil(8 * Fleet.SECOND);
    dies.boot();
    for (int i = 0; i < 20; i++) {
      fleet.time.runUntil(fleet.time.nanos() + Fleet.SECOND);
      dies.demand(1, 1, 0);
    }
    assertThat(fleet.granted).isGreaterThan(10);
    long before = fleet.granted;
    for (int i = 0; i < 20; i++) {
      fleet.time.runUntil(fleet.time.nanos() + Fleet.SECOND);
      fleet.gateways.get(0).demand(1, 1, 0);
    }
    assertThat(fleet.granted).isGreaterThan(before + 5);
  }

  /** The store opens after a minute with whom it knows; the longest hold is eleven minutes. */
  @Test
  void slots_lastGatewayComesAfterTheStoreOpened_areGivenOnceAllRun() {
    Fleet fleet = slotsOfTwo(4);
    Fleet.Gateway first = fleet.gateway("first");
    fleet.time.runUntil(90 * Fleet.SECOND);
    first.demand(1, 1, 0);
    fleet.time.runUntil(91 * Fleet.SECOND);
    assertThat(fleet.granted).as("while one is missing").isZero();

    Fleet.Gateway second = fleet.gateway("second");
    fleet.time.runUntil(120 * Fleet.SECOND);
    first.demand(1, 1, 0);
    fleet.time.runUntil(121 * Fleet.SECOND);
    assertThat(fleet.granted).isEqualTo(1);
    // The slot is called back for the other, who asks again.
    for (int i = 0; i < 10; i++) {
      second.demand(1, 1, 0);
      fleet.time.runUntil(fleet.time.nanos() + Fleet.SECOND);
    }

    assertThat(fleet.granted).isGreaterThan(1);
  }

  /** Two names were heard, but never two gateways at a time: a third may have the slot. */
  @Test
  void slots_lastGatewayWasOnlyReplaced_areClosedForTheLongestHold() {
    Fleet fleet = slotsOfTwo(5);
    Fleet.Gateway first = fleet.gateway("first");
    fleet.time.runUntil(90 * Fleet.SECOND);
    first.crash();
    Fleet.Gateway second = fleet.gateway("second");
    for (int minute = 2; minute < 11; minute++) {
      fleet.time.runUntil(minute * 60 * Fleet.SECOND);
      second.demand(1, 1, 0);
    }
    assertThat(fleet.granted).isZero();

    fleet.time.runUntil(14 * 60 * Fleet.SECOND);
    second.demand(1, 1, 0);
    fleet.time.runUntil(15 * 60 * Fleet.SECOND);

    assertThat(fleet.granted).isEqualTo(1);
  }

  private static Fleet slotsOfTwo(long seed) {
    return new Fleet(seed, LimitRule.of("key:a", Dimension.CONCURRENCY, 1, Window.AT_ONCE), 2, 0);
  }
}
