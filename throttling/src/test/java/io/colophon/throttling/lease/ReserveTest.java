package io.colophon.throttling.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Window;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Budgets with safe capacity: all of it can be used, and gateways have a part without the store.
 */
class ReserveTest {
  private static final long AMOUNT = 30_000;
  // A tenth for three gateways.
  private static final long SHARE = 1_000;
  private static final long MINUTE = 60 * Fleet.SECOND;

  private static Fleet fleet(long seed) {
    Fleet fleet =
        new Fleet(seed, LimitRule.of("key:a", Dimension.TOKENS, AMOUNT, Window.DAY), 3, 0);
    fleet.whenAway = WhenAway.SAFE_CAPACITY;
    return fleet;
  }

  /** Asks one gateway for units one by one; how many of them it granted. */
  private static long ask(Fleet fleet, Fleet.Gateway gateway, long units) {
    return ask(fleet, gateway, units, 2 * Fleet.MILLI);
  }

  private static long ask(Fleet fleet, Fleet.Gateway gateway, long units, long gapNanos) {
    long before = fleet.granted;
    for (long i = 0; i < units; i++) {
      gateway.demand(1, 1, 0);
      fleet.time.runUntil(fleet.time.nanos() + gapNanos);
    }
    return fleet.granted - before;
  }

  /** Asks for all there is, and then for what comes back, for minutes. */
  private static long askForAll(Fleet fleet, Fleet.Gateway gateway) {
    return ask(fleet, gateway, AMOUNT) + ask(fleet, gateway, 6_000, 100 * Fleet.MILLI);
  }

  @Test
  void oneGatewayIsAsked_theOthersHaveReserves_usesAllOfIt() {
    Fleet fleet = fleet(1);
    fleet.start();
    fleet.time.runUntil(Fleet.SECOND);
    ask(fleet, fleet.gateways.get(0), 3 * SHARE);
    ask(fleet, fleet.gateways.get(1), 3 * SHARE);

    askForAll(fleet, fleet.gateways.get(2));

    assertThat(fleet.truth.used).isEqualTo(AMOUNT);
  }

  @Test
  void cutOff_afterItsLeaseEnded_goesOnWithItsShareAndNoMore() {
    Fleet fleet = fleet(2);
    fleet.start();
    fleet.time.runUntil(Fleet.SECOND);
    Fleet.Gateway cut = fleet.gateways.get(0);
    ask(fleet, cut, 4 * SHARE);
    cut.link.silent = true;
    fleet.time.runUntil(fleet.time.nanos() + 10 * MINUTE);

    assertThat(ask(fleet, cut, 3 * SHARE)).isEqualTo(SHARE);
    askForAll(fleet, fleet.gateways.get(1));
    assertThat(fleet.truth.used).isGreaterThan(AMOUNT * 8 / 10).isLessThan(AMOUNT);
    cut.link.silent = false;
    fleet.time.runUntil(fleet.time.nanos() + MINUTE);
    askForAll(fleet, fleet.gateways.get(1));

    assertThat(fleet.truth.used).isBetween(AMOUNT * 9 / 10, AMOUNT);
  }

  /** What a gateway keeps is no more than it has used: a crash costs as much at most. */
  @Test
  void crashes_soonAfterEachStart_leaveMostOfTheBudget() {
    Fleet fleet = fleet(3);
    fleet.start();
    fleet.time.runUntil(Fleet.SECOND);
    Fleet.Gateway dies = fleet.gateways.get(0);
    for (int i = 0; i < 20; i++) {
      ask(fleet, dies, 20);
      dies.crash();
      fleet.time.runUntil(fleet.time.nanos() + Fleet.SECOND);
      dies.boot();
      fleet.time.runUntil(fleet.time.nanos() + Fleet.SECOND);
    }

    askForAll(fleet, fleet.gateways.get(1));

    assertThat(fleet.truth.used).isLessThanOrEqualTo(AMOUNT).isGreaterThan(AMOUNT * 9 / 10);
  }

  /** Its lease ends after the next midnight, so it is a part of the next day as well. */
  @Test
  void cutOff_overMidnight_passesNeitherDay() {
    Fleet fleet = fleet(4);
    long midnight = 86_400_000L - VirtualTime.EPOCH_MILLIS % 86_400_000L;
    fleet.time.runUntil((midnight - 600_000) * Fleet.MILLI);
    fleet.start();
    fleet.time.runUntil(fleet.time.nanos() + Fleet.SECOND);
    Fleet.Gateway cut = fleet.gateways.get(0);
    ask(fleet, cut, 4 * SHARE);
    cut.link.silent = true;
    fleet.time.runUntil((midnight + 60_000) * Fleet.MILLI);

    assertThat(ask(fleet, cut, 2 * SHARE)).isEqualTo(SHARE);
    askForAll(fleet, fleet.gateways.get(1));

    assertThat(fleet.truth.windows).isEqualTo(2);
    assertThat(fleet.truth.most).isEqualTo(AMOUNT);
  }

  /** It may run and have a reserve of a life before, until it is heard of. */
  @Test
  void oneOfThreeIsMissing_reservesAreHeldBackUntilItComes() {
    Fleet fleet = fleet(6);
    Fleet.Gateway first = fleet.gateway("n0");
    fleet.gateway("n1");
    fleet.time.runUntil(2 * MINUTE);
    askForAll(fleet, first);
    assertThat(fleet.truth.used).isEqualTo(AMOUNT - 3 * SHARE);

    Fleet.Gateway last = fleet.gateway("n2");
    fleet.time.runUntil(fleet.time.nanos() + MINUTE);
    askForAll(fleet, last);

    assertThat(fleet.truth.used).isEqualTo(AMOUNT);
  }

  /** The new life of the store cannot know what the one that is cut off still uses. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void storeLosesItsData_oneIsCutOff_itsShareIsHeldBack(boolean comesBack) {
    Fleet fleet = fleet(5);
    fleet.start();
    fleet.time.runUntil(Fleet.SECOND);
    Fleet.Gateway cut = fleet.gateways.get(0);
    ask(fleet, cut, 4 * SHARE);
    ask(fleet, fleet.gateways.get(1), 4 * SHARE);
    cut.link.silent = true;
    fleet.store.lose();
    fleet.time.runUntil(fleet.time.nanos() + 3 * MINUTE);
    askForAll(fleet, fleet.gateways.get(1));
    askForAll(fleet, fleet.gateways.get(2));
    long withoutIt = fleet.truth.used;
    assertThat(withoutIt).isBetween(AMOUNT * 7 / 10, AMOUNT - SHARE);
    cut.link.silent = !comesBack;
    fleet.time.runUntil(fleet.time.nanos() + MINUTE);

    long more = askForAll(fleet, cut);

    assertThat(fleet.truth.used).isLessThanOrEqualTo(AMOUNT);
    assertThat(more).isGreaterThanOrEqualTo(SHARE);
    assertThat(more > SHARE).isEqualTo(comesBack);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void partitionsCrashesAndLosses_overMidnight_neverPassEitherDay(long seed) {
    LimitRule rule = LimitRule.of("key:a", Dimension.TOKENS, AMOUNT, Window.DAY);
    Fleet fleet = new Fleet(seed, rule, 3, 0.02);
    fleet.whenAway = WhenAway.SAFE_CAPACITY;
    fleet.settings =
        fleet
            .settings
            .withLongestHold(Duration.ofSeconds(4))
            .withLease(Duration.ofSeconds(seed % 3 == 0 ? 60 : 10))
            .withSafeShare(seed % 4 == 0 ? 0.5 : 0.1);
    long midnight = 86_400_000L - VirtualTime.EPOCH_MILLIS % 86_400_000L;
    fleet.time.runUntil((midnight - 150_000) * Fleet.MILLI);
    fleet.start();
    fleet.time.every(10 * Fleet.MILLI, () -> demand(fleet));
    fleet.time.every(25 * Fleet.SECOND, () -> partition(fleet));
    for (int i = 0; i < seed % 6; i++) {
      fleet.time.after(fleet.random.nextLong(300 * Fleet.SECOND), () -> crash(fleet));
    }
    fleet.time.runUntil((midnight + 250_000) * Fleet.MILLI);

    assertThat(fleet.truth.windows).isEqualTo(2);
    assertThat(fleet.truth.most).isLessThanOrEqualTo(AMOUNT).isGreaterThan(AMOUNT / 2);
  }

  private static Fleet.Gateway any(Fleet fleet) {
    return fleet.gateways.get(fleet.random.nextInt(3));
  }

  private static void demand(Fleet fleet) {
    long amount = 1 + fleet.random.nextLong(100);
    long used = 1 + fleet.random.nextLong(amount);
    any(fleet).demand(amount, used, fleet.random.nextLong(2 * Fleet.SECOND));
  }

  private static void partition(Fleet fleet) {
    Link link = any(fleet).link;
    link.silent = fleet.random.nextBoolean();
    link.cut = !link.silent;
    fleet.time.after(
        fleet.random.nextLong(90 * Fleet.SECOND),
        () -> {
          link.silent = false;
          link.cut = false;
        });
  }

  private static void crash(Fleet fleet) {
    Fleet.Gateway dies = any(fleet);
    dies.crash();
    fleet.time.after(fleet.random.nextLong(20 * Fleet.SECOND), dies::boot);
  }
}
