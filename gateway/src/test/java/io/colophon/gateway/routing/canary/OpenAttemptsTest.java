package io.colophon.gateway.routing.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a trial learns of attempts before they end, over virtual time. */
class OpenAttemptsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final long TIMEOUT = 60 * SECOND;
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static CanaryTrial trial(OptionalDouble slower) {
    return new CanaryTrial("r p/m", 0.1, new TrialRules(600 * SECOND, 50, 0.01, slower, 0.9, 0.01));
  }

  /** When something happens to an attempt. */
  private record Event(long at, Runnable what) {}

  /** Ten requests a second, one in ten at the canary. */
  private static final class Traffic {
    private final CanaryTrial trial;
    private final PriorityQueue<Event> events =
        new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private long now;
    private int atCanary;

    Traffic(CanaryTrial trial) {
      this.trial = trial;
    }

    /**
     * @param firstOutputNanos negative: never, until the time-out
     */
    void begin(boolean canary, long firstOutputNanos) {
      atCanary += canary ? 1 : 0;
      long began = now;
      OpenAttempt attempt = trial.began(canary, began);
      long last = firstOutputNanos < 0 ? TIMEOUT : firstOutputNanos + 3 * SECOND;
      if (firstOutputNanos >= 0) {
        events.add(
            new Event(
                began + firstOutputNanos, () -> attempt.firstOutput(began + firstOutputNanos)));
      }
      events.add(
          new Event(
              began + last,
              () -> {
                attempt.over();
                var unused =
                    trial.ended(canary, firstOutputNanos < 0, firstOutputNanos, began + last, NOW);
              }));
    }

    void run(long nanos) {
      now += nanos;
      while (!events.isEmpty() && events.peek().at() <= now) {
        events.remove().what().run();
      }
      var unused = trial.waiting(now, NOW);
    }
  }

  private static long usual(Random random) {
    return (long) (150 * MILLI * Math.exp(0.8 * random.nextGaussian()));
  }

  /** How many callers went to the canary before it was taken back; -1 if it never was. */
  private static int hangs(CanaryTrial trial, int seed) {
    Random random = new Random(seed);
    Traffic traffic = new Traffic(trial);
    for (int i = 0; i < 20_000; i++) {
      boolean canary = random.nextInt(10) == 0;
      traffic.begin(canary, canary && i >= 2_000 ? -1 : usual(random));
      traffic.run(SECOND / 10);
      if (i == 2_000) {
        traffic.atCanary = 0;
      }
      if (trial.rollback().isPresent()) {
        return traffic.atCanary;
      }
    }
    return -1;
  }

  @Test
  void waiting_canaryHangs_isTakenBackBeforeAnyTimeOut() {
    for (int seed = 0; seed < 20; seed++) {
      CanaryTrial trial = trial(OptionalDouble.of(1.5));

      assertThat(hangs(trial, seed)).as("callers, seed %s", seed).isBetween(1, 45);
      assertThat(trial.rollback().orElseThrow().cause()).isEqualTo(Rollback.Cause.LATENCY);
      assertThat(trial.rollback().orElseThrow().detail()).endsWith(" still wait");
      assertThat(trial.standing().failures()).isZero();
    }
  }

  @Test
  void waiting_slownessIsNotLookedAtAndCanaryHangs_isTakenBackForErrors() {
    for (int seed = 0; seed < 20; seed++) {
      CanaryTrial trial = trial(OptionalDouble.empty());

      assertThat(hangs(trial, seed)).as("callers, seed %s", seed).isBetween(5, 45);
      assertThat(trial.rollback().orElseThrow().cause()).isEqualTo(Rollback.Cause.ERRORS);
      assertThat(trial.rollback().orElseThrow().detail()).contains(" attempts failed or hang, ");
    }
  }

  @Test
  void waiting_canaryHangsFromTheFirst_isTakenBackAtTheFifth() {
    CanaryTrial trial = trial(OptionalDouble.of(1.5));
    Traffic traffic = new Traffic(trial);
    for (int i = 0; i < 100; i++) {
      traffic.begin(false, (50 + i) * MILLI);
      traffic.run(SECOND / 10);
    }
    for (int i = 0; i < 4; i++) {
      traffic.begin(true, -1);
    }
    traffic.run(20 * SECOND);
    assertThat(trial.rollback()).isEmpty();

    traffic.begin(true, -1);
    traffic.run(SECOND);

    assertThat(trial.rollback().orElseThrow().detail()).endsWith("; 5 still wait");
  }

  @Test
  void waiting_everybodyHangs_stays() {
    for (OptionalDouble slower : List.of(OptionalDouble.empty(), OptionalDouble.of(1.5))) {
      CanaryTrial trial = trial(slower);
      Traffic traffic = new Traffic(trial);
      for (int i = 0; i < 1_000; i++) {
        traffic.begin(i % 10 == 0, i < 500 ? 100 * MILLI : -1);
        traffic.run(SECOND / 10);
      }

      assertThat(trial.rollback()).isEmpty();
    }
  }

  @Test
  void waiting_slowCanaryThatAnswersWhereSlownessIsNotLookedAt_stays() {
    CanaryTrial trial = trial(OptionalDouble.empty());
    Traffic traffic = new Traffic(trial);
    for (int i = 0; i < 5_000; i++) {
      traffic.begin(i % 10 == 0, i % 10 == 0 ? 1_900 * MILLI : 100 * MILLI);
      traffic.run(SECOND / 10);
    }

    assertThat(trial.rollback()).isEmpty();
  }

  @Test
  void waiting_asGoodAsTheOthersThoughBothStall_isHardlyEverTakenBack() {
    int takenBack = 0;
    for (int seed = 0; seed < 200; seed++) {
      CanaryTrial trial = trial(seed % 2 == 0 ? OptionalDouble.of(1.2) : OptionalDouble.empty());
      Random random = new Random(seed);
      Traffic traffic = new Traffic(trial);
      for (int i = 0; i < 6_000; i++) {
        boolean stall = i % 1_000 > 900; // ten seconds of a hundred: thirty times slower
        traffic.begin(random.nextInt(10) == 0, usual(random) * (stall ? 30 : 1));
        traffic.run(SECOND / 10);
      }
      takenBack += trial.rollback().isPresent() ? 1 : 0;
    }

    assertThat(takenBack).isLessThanOrEqualTo(4); // one in a hundred is granted
  }

  @Test
  void limited_onlyRefusals_isTakenBackAtTheThird() {
    CanaryTrial trial = trial(OptionalDouble.empty());
    List<Optional<Rollback>> found = new ArrayList<>();
    for (int minute = 1; minute <= 3; minute++) {
      for (int i = 0; i < 40; i++) {
        var unused = trial.ended(false, false, MILLI, minute * 60 * SECOND, NOW);
      }
      var unused = trial.ended(true, true, -1, minute * 60 * SECOND, NOW);
      found.add(trial.limited(minute * 60 * SECOND, NOW));
    }

    assertThat(found.subList(0, 2)).containsOnly(Optional.empty());
    assertThat(found.get(2).orElseThrow().detail())
        .isEqualTo("3 of 3 attempts failed, 0 of 120 at the other targets");
  }

  @Test
  void limited_theOthersAreRefusedAsOften_isHardlyEverTakenBack() {
    int takenBack = 0;
    for (int seed = 0; seed < 200; seed++) {
      CanaryTrial trial = trial(OptionalDouble.empty());
      Random random = new Random(seed);
      for (int i = 0; i < 5_000; i++) {
        boolean canary = random.nextInt(10) == 0;
        boolean refused = random.nextDouble() < 0.3;
        long now = i * SECOND / 10;
        var unused = trial.ended(canary, refused, MILLI, now, NOW);
        unused = canary && refused ? trial.limited(now, NOW) : unused;
      }
      takenBack += trial.rollback().isPresent() ? 1 : 0;
    }

    assertThat(takenBack).isLessThanOrEqualTo(4); // one in a hundred is granted
  }

  @Test
  void over_answeredOrNot_nothingStaysUnderWay() {
    UnderWay open = new UnderWay();
    CanaryTrial trial = trial(OptionalDouble.empty());
    OpenAttempt one = new OpenAttempt(trial, true, 0);
    OpenAttempt other = new OpenAttempt(trial, true, SECOND);
    open.began(one);
    open.began(other);
    open.firstOutput(one, 2 * SECOND);
    open.firstOutput(one, 3 * SECOND);

    assertThat(one.firstOutputNanos()).isEqualTo(2 * SECOND);
    assertThat(open.answered()).isEqualTo(1);
    assertThat(open.overdue(SECOND, 3 * SECOND)).isEqualTo(1);
    assertThat(open.hasAnsweredWithin(SECOND, 3 * SECOND)).isTrue();
    assertThat(open.hasAnsweredWithin(SECOND, 4 * SECOND)).isFalse();

    open.over(one);
    open.over(one);
    open.over(other);

    assertThat(open.waiting() + open.answered()).isZero();
  }
}
