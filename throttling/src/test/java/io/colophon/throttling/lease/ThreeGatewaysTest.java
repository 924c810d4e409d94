package io.colophon.throttling.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three gateways with one store in virtual time: calls and answers are lost or come late, each
 * gateway is cut off for 30 seconds now and then, and gateways die and come back. What was really
 * used is counted in one place.
 */
class ThreeGatewaysTest {

  /** Load of all gateways together. */
  private record Load(int perSecond, long mostAmount, long mostLasts, boolean uneven) {}

  private static Fleet run(
      long seed, LimitRule rule, WhenAway whenAway, Load load, int crashes, int seconds) {
    Fleet fleet = new Fleet(seed, rule, 3, 0.01);
    fleet.whenAway = whenAway;
    fleet.settings = fleet.settings.withLongestHold(java.time.Duration.ofSeconds(4));
    fleet.start();
    long gap = Fleet.SECOND / load.perSecond();
    fleet.time.every(gap, () -> demand(fleet, load));
    // Partitions of 30 seconds, one gateway or two of them at a time.
    fleet.time.every(
        90 * Fleet.SECOND,
        () -> {
          for (int i = 0; i < 1 + fleet.random.nextInt(2); i++) {
            Fleet.Gateway cut = fleet.gateways.get(fleet.random.nextInt(3));
            cut.link.cut = true;
            Link link = cut.link;
            fleet.time.after(30 * Fleet.SECOND, () -> link.cut = false);
          }
        });
    for (int i = 0; i < crashes; i++) {
      long at = fleet.random.nextLong(seconds * Fleet.SECOND);
      fleet.time.after(
          at,
          () -> {
            Fleet.Gateway dies = fleet.gateways.get(fleet.random.nextInt(3));
            dies.crash();
            fleet.time.after(fleet.random.nextLong(20 * Fleet.SECOND), dies::boot);
          });
    }
    fleet.time.runUntil(seconds * Fleet.SECOND);
    return fleet;
  }

  private static void demand(Fleet fleet, Load load) {
    int which = load.uneven() ? Math.min(fleet.random.nextInt(6), 2) : fleet.random.nextInt(3);
    long amount = 1 + fleet.random.nextLong(load.mostAmount());
    long used = 1 + fleet.random.nextLong(amount);
    long lasts = load.mostLasts() == 0 ? 0 : fleet.random.nextLong(load.mostLasts());
    fleet.gateways.get(which).demand(amount, used, lasts);
  }

  private static void print(String name, Fleet fleet, double usable) {
    System.out.printf(
        "%-28s decisions %,d granted %,d calls %,d (%.2f per 1,000) used %,d usable %.2f%%%n",
        name,
        fleet.decisions,
        fleet.granted,
        fleet.calls(),
        fleet.calls() * 1000.0 / fleet.decisions,
        fleet.truth.used,
        usable * 100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void dayBudget_partitionsAndLosses_neverPassed_andUsed(long seed) {
    LimitRule rule = LimitRule.of("key:a", Dimension.REQUESTS, 300_000, Window.DAY);
    Fleet fleet = run(seed, rule, WhenAway.REFUSE, new Load(1000, 1, 0, true), 0, 500);
    print("day budget", fleet, fleet.truth.used / 3e5);

    assertThat(fleet.truth.most).isLessThanOrEqualTo(300_000);
    assertThat(fleet.truth.used).isGreaterThanOrEqualTo(297_000);
    assertThat(fleet.calls()).isLessThan(fleet.decisions / 1000);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void dayBudget_crashes_neverPassed(long seed) {
    LimitRule rule = LimitRule.of("key:a", Dimension.TOKENS, 1_000_000, Window.DAY);
    Fleet fleet =
        run(seed, rule, WhenAway.REFUSE, new Load(200, 200, 3 * Fleet.SECOND, true), 10, 400);
    print("day budget, crashes", fleet, fleet.truth.used / 1e6);

    assertThat(fleet.truth.most).isLessThanOrEqualTo(1_000_000);
    assertThat(fleet.truth.used).isGreaterThan(500_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 21})
  void dayBudget_safeCapacity_neverPassed_andUsed(long seed) {
    LimitRule rule = LimitRule.of("key:a", Dimension.REQUESTS, 300_000, Window.DAY);
    Fleet fleet = run(seed, rule, WhenAway.SAFE_CAPACITY, new Load(1000, 1, 0, true), 0, 500);
    print("day budget, safe capacity", fleet, fleet.truth.used / 3e5);

    assertThat(fleet.truth.most).isLessThanOrEqualTo(300_000);
    assertThat(fleet.truth.used).isGreaterThanOrEqualTo(297_000);
    assertThat(fleet.calls()).isLessThan(fleet.decisions / 1000);
  }

  @ParameterizedTest
  @ValueSource(longs = {22, 23, 24, 25})
  void dayBudget_safeCapacityAndCrashes_neverPassed(long seed) {
    LimitRule rule = LimitRule.of("key:a", Dimension.TOKENS, 1_000_000, Window.DAY);
    Load load = new Load(200, 200, 3 * Fleet.SECOND, true);
    Fleet fleet = run(seed, rule, WhenAway.SAFE_CAPACITY, load, 10, 400);
    print("day budget, safe, crashes", fleet, fleet.truth.used / 1e6);

    assertThat(fleet.truth.most).isLessThanOrEqualTo(1_000_000);
    assertThat(fleet.truth.used).isGreaterThan(500_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void minuteRate_overload_neverPassed_andUsed(long seed) {
    LimitRule rule = LimitRule.of("key:a", Dimension.TOKENS, 600_000, Window.MINUTE);
    Fleet fleet =
        run(seed, rule, WhenAway.REFUSE, new Load(400, 100, 2 * Fleet.SECOND, true), 6, 300);
    print("minute rate", fleet, fleet.truth.used / (600_000 * 6.0));

    assertThat(fleet.truth.most).isLessThanOrEqualTo(600_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void minuteRate_safeCapacity_neverPassed(long seed) {
    LimitRule rule = LimitRule.of("key:a", Dimension.TOKENS, 60_000, Window.MINUTE);
    Fleet fleet =
        run(
            seed,
            rule,
            WhenAway.SAFE_CAPACITY,
            new Load(200, 100, 2 * Fleet.SECOND, false),
            6,
            600);
    print("minute rate, safe capacity", fleet, fleet.truth.used / (60_000 * 6.0));

    assertThat(fleet.truth.most).isLessThanOrEqualTo(60_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {13, 14})
  void slots_crashesAndPartitions_neverPassed_andComeBack(long seed) {
    LimitRule rule = LimitRule.of("key:a", Dimension.CONCURRENCY, 100, Window.AT_ONCE);
    Fleet fleet =
        run(seed, rule, WhenAway.REFUSE, new Load(200, 1, 3 * Fleet.SECOND, true), 6, 300);
    print("slots", fleet, 0);

    assertThat(fleet.truth.most).isLessThanOrEqualTo(100).isGreaterThan(90);
  }
}
