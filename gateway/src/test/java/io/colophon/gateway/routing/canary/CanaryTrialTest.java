package io.colophon.gateway.routing.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Canaries over virtual time, with seeds that are pinned. */
class CanaryTrialTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static CanaryTrial trial(OptionalDouble slower) {
    return new CanaryTrial("r p/m", 0.1, new TrialRules(600 * SECOND, 50, 0.01, slower, 0.9, 0.01));
  }

  /** How many requests, ten a second and one in ten at the canary, until it is taken back. */
  private static int requests(
      CanaryTrial trial, double errors, double canaryErrors, double slower, long seed, int most) {
    Random random = new Random(seed);
    for (int i = 0; i < most; i++) {
      boolean canary = random.nextInt(10) == 0;
      boolean failed = random.nextDouble() < (canary ? canaryErrors : errors);
      long first = (long) ((50 + 100 * random.nextDouble()) * MILLI * (canary ? slower : 1));
      if (trial.ended(canary, failed, first, i * SECOND / 10, NOW).isPresent()) {
        return i;
      }
    }
    return most;
  }

  @Test
  void ended_everyAttemptFails_isTakenBackAtTheFirstLook() {
    CanaryTrial trial = trial(OptionalDouble.empty());

    int requests = requests(trial, 0.01, 1, 1, 1, 10_000);

    assertThat(requests).isBetween(300, 800); // 50 attempts at one in ten
    assertThat(trial.rollback().orElseThrow().cause()).isEqualTo(Rollback.Cause.ERRORS);
    assertThat(trial.rollback().orElseThrow().detail()).startsWith("50 of 50 attempts failed, ");
    assertThat(trial.rollback().orElseThrow().at()).isEqualTo(NOW);
  }

  @Test
  void ended_asGoodAsTheOthers_isHardlyEverTakenBack() {
    int takenBack = 0;
    for (int seed = 0; seed < 200; seed++) {
      takenBack +=
          requests(trial(OptionalDouble.of(1.2)), 0.05, 0.05, 1, seed, 20_000) < 20_000 ? 1 : 0;
    }

    assertThat(takenBack).isLessThanOrEqualTo(4); // one in a hundred is granted
  }

  @Test
  void ended_somewhatMoreErrors_isTakenBackInTime() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(requests(trial(OptionalDouble.empty()), 0.02, 0.2, 1, seed, 20_000))
          .isLessThan(10_000);
    }
  }

  @Test
  void ended_slower_isTakenBackForItsLatency() {
    CanaryTrial trial = trial(OptionalDouble.of(1.5));

    assertThat(requests(trial, 0, 0, 2, 3, 20_000)).isLessThan(5_000);
    assertThat(trial.rollback().orElseThrow().cause()).isEqualTo(Rollback.Cause.LATENCY);
  }

  @Test
  void ended_slowerThatIsNotLookedAt_stays() {
    assertThat(requests(trial(OptionalDouble.empty()), 0, 0, 5, 3, 20_000)).isEqualTo(20_000);
  }

  @Test
  void ended_failuresLongAgo_areForgotten() {
    CanaryTrial trial = trial(OptionalDouble.empty());
    for (int i = 0; i < 49; i++) {
      trial.ended(true, true, -1, 0, NOW);
    }
    for (int i = 0; i < 400; i++) {
      trial.ended(i % 4 == 0, false, MILLI, 700 * SECOND, NOW);
    }

    assertThat(trial.rollback()).isEqualTo(Optional.empty());
    assertThat(trial.standing()).isEqualTo(new CanaryTrial.Standing(100, 0, 300, 0, 2));
  }

  @Test
  void leftAlone_everyAttemptFailed_isTakenBackBeforeTheFirstLook() {
    CanaryTrial trial = trial(OptionalDouble.empty());
    for (int i = 0; i < 100; i++) {
      assertThat(trial.ended(i % 20 == 0, i % 20 == 0, MILLI, SECOND, NOW)).isEmpty();
    }

    Optional<Rollback> rollback = trial.leftAlone(SECOND, NOW);

    assertThat(rollback).isPresent().isEqualTo(trial.rollback());
    assertThat(rollback.orElseThrow().detail())
        .isEqualTo("5 of 5 attempts failed, 0 of 95 at the other targets");
  }

  @Test
  void leftAlone_theOthersFailAsWell_stays() {
    CanaryTrial trial = trial(OptionalDouble.empty());
    for (int i = 0; i < 100; i++) {
      assertThat(trial.ended(i % 20 == 0, true, -1, SECOND, NOW)).isEmpty();
    }

    assertThat(trial.leftAlone(SECOND, NOW)).isEmpty();
    assertThat(trial.leftAlone(SECOND, NOW)).isEmpty();
    assertThat(trial.standing().looks()).isEqualTo(1); // nothing new for a second look
  }

  @Test
  void leftAlone_asGoodAsTheOthers_isHardlyEverTakenBack() {
    int takenBack = 0;
    for (int seed = 0; seed < 200; seed++) {
      CanaryTrial trial = trial(OptionalDouble.empty());
      Random random = new Random(seed);
      int inRow = 0;
      for (int i = 0; i < 5_000; i++) {
        boolean canary = random.nextInt(10) == 0;
        boolean failed = random.nextDouble() < 0.3;
        long now = i * SECOND / 10;
        var unused = trial.ended(canary, failed, MILLI, now, NOW);
        inRow = canary ? (failed ? inRow + 1 : 0) : inRow;
        if (canary && inRow >= 5) {
          unused = trial.leftAlone(now, NOW);
        }
      }
      takenBack += trial.rollback().isPresent() ? 1 : 0;
    }

    assertThat(takenBack).isLessThanOrEqualTo(4); // one in a hundred is granted
  }

  @Test
  void ended_slowerByTheSameAlways_isTakenBackWhateverItsShare() {
    for (int every : new int[] {2, 10}) {
      CanaryTrial trial = trial(OptionalDouble.of(1.5));
      for (int i = 0; i < 100 * every && trial.rollback().isEmpty(); i++) {
        boolean canary = i % every == 0;
        var unused = trial.ended(canary, false, (canary ? 300 : 100) * MILLI, SECOND, NOW);
      }

      assertThat(trial.rollback().orElseThrow().cause())
          .as("one in %d", every)
          .isEqualTo(Rollback.Cause.LATENCY);
    }
  }

  @Test
  void fisher_teaTasting_isAsInTheBook() {
    // Fisher 1935: of 8 cups, 4 with milk first; all 4 named right by chance: 1 of 70; 3 or 4: 17.
    assertThat(FisherTest.atLeast(4, 4, 0, 4)).isCloseTo(1 / 70.0, within(1e-15));
    assertThat(FisherTest.atLeast(3, 4, 1, 4)).isCloseTo(17 / 70.0, within(1e-14));
    assertThat(FisherTest.atLeast(0, 4, 4, 4)).isEqualTo(1);
  }

  @Test
  void fisher_largeGroups_areAsExactArithmeticSays() {
    // By exact rational arithmetic: sum over k >= 12 of C(40,k) C(960,50-k) / C(1000,50).
    assertThat(FisherTest.atLeast(12, 50, 28, 950)).isCloseTo(EXACT_12_OF_50, within(1e-16));
  }

  private static final double EXACT_12_OF_50 = 1.2491164133323104e-07;
}
