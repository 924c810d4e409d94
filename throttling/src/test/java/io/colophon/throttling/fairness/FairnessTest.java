package io.colophon.throttling.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.throttling.fairness.Fleet.Request;
import io.colophon.throttling.fairness.Fleet.Served;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers are promised, in virtual time and with pinned seeds. */
final class FairnessTest {
  private static final long SECOND = 1_000_000_000L;
  private static final FairRules ONE_CLASS = new FairRules(10_000, 1_000, List.of(0.0));
  private static final double LARGEST = 50;
  private static final double MEAN = 4.3;

  /** Log-normal with a long tail, cut at {@link #LARGEST}; mean about {@link #MEAN}. */
  private static double size(RandomGenerator random) {
    return Math.min(LARGEST, Math.exp(1 + random.nextGaussian()));
  }

  private static double exponential(RandomGenerator random, double mean) {
    return -mean * Math.log(1 - random.nextDouble());
  }

  /** Work begun for each client, and how far two of them drifted apart by weight. */
  private static final class Gap {
    final Map<String, Double> work = new HashMap<>();
    double least;
    double most;

    void begun(String client, double byWeight) {
      work.merge(client, byWeight, Double::sum);
      double gap = work.getOrDefault("a", 0.0) - work.getOrDefault("b", 0.0);
      least = Math.min(least, gap);
      most = Math.max(most, gap);
    }

    /** Over the worst interval. */
    double widest() {
      return most - least;
    }
  }

  private static void keepWaiting(
      Fleet fleet, String client, double weight, RandomGenerator random, boolean foretold) {
    while (fleet.waitingOf.getOrDefault(client, 0) < 3) {
      double real = size(random);
      double said = foretold ? real : size(random);
      fleet.arrive(new Request(client, weight, 0, said, real));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 3, 0.25})
  void backlogged_workIsForetold_gapIsAtMostTwiceTheLargest(double weightOfB) {
    for (long seed = 1; seed <= 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Fleet fleet = new Fleet(ONE_CLASS);
      for (int target = 0; target < 1 + seed % 4; target++) {
        fleet.target(1 + random.nextInt(6), (0.2 + random.nextDouble()) * SECOND);
      }
      Gap gap = new Gap();
      Runnable refill =
          () -> {
            keepWaiting(fleet, "a", 1, random, true);
            keepWaiting(fleet, "b", weightOfB, random, true);
          };
      fleet.at(0, refill);
      fleet.onEnd(end -> fleet.at(fleet.nowNanos, refill));
      fleet.run(SECOND); // whoever came first has filled the places
      fleet.onBegin(request -> gap.begun(request.client(), request.real() / request.weight()));

      fleet.run(2_000 * SECOND);

      assertThat(fleet.served).as("seed %s", seed).hasSizeGreaterThan(200);
      assertThat(gap.widest())
          .as("seed %s", seed)
          .isLessThanOrEqualTo(2 * LARGEST / Math.min(1, weightOfB));
    }
  }

  /** The bound of the paper counts what may be under way and is not known yet. */
  @Test
  void backlogged_workIsNotForetold_gapIsBoundedByWhatIsUnderWay() {
    int places = 8;
    for (long seed = 1; seed <= 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Fleet fleet = new Fleet(ONE_CLASS).target(5, SECOND).target(3, 0.5 * SECOND);
      Gap gap = new Gap();
      Runnable refill =
          () -> {
            keepWaiting(fleet, "a", 1, random, false);
            keepWaiting(fleet, "b", 1, random, false);
          };
      fleet.at(0, refill);
      fleet.onEnd(end -> fleet.at(fleet.nowNanos, refill));
      fleet.run(SECOND);
      fleet.onBegin(request -> gap.begun(request.client(), request.real()));

      fleet.run(3_000 * SECOND);

      assertThat(gap.widest()).as("seed %s", seed).isLessThanOrEqualTo(2 * (places + 1) * LARGEST);
      double a = gap.work.getOrDefault("a", 0.0);
      double b = gap.work.getOrDefault("b", 0.0);
      assertThat(a / b).as("seed %s", seed).isBetween(0.9, 1.1);
    }
  }

  private static long p99(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
  }

  /** Poisson arrivals of one client, the same for the same seed. */
  private static void poisson(
      Fleet fleet, String client, long seed, double meanGapNanos, long untilNanos) {
    SplittableRandom random = new SplittableRandom(seed);
    for (double at = 0; at < untilNanos; at += exponential(random, meanGapNanos)) {
      double real = size(random);
      fleet.at((long) at, () -> fleet.arrive(new Request(client, 1, 0, real, real)));
    }
  }

  private static List<Served> servedOf(Fleet fleet, String client) {
    return fleet.served.stream().filter(one -> one.request().client().equals(client)).toList();
  }

  @Test
  void lightCaller_besideAHeavyOne_waitsHardlyLongerThanAlone() {
    long end = 4_000 * SECOND;
    for (long seed = 1; seed <= 3; seed++) {
      Fleet alone = new Fleet(ONE_CLASS).target(32, SECOND);
      poisson(alone, "light", seed, SECOND, end);
      alone.run(Long.MAX_VALUE / 4);

      Fleet shared = besideHeavy(seed, SECOND, end);

      List<Served> inPeace = servedOf(alone, "light");
      List<Served> beside = servedOf(shared, "light");
      assertThat(beside).hasSameSizeAs(inPeace).hasSizeGreaterThan(3_000);
      assertThat((double) p99Latency(beside)).isLessThanOrEqualTo(1.1 * p99Latency(inPeace));
    }
  }

  /** 32 places, and a heavy client that always has hundreds of requests waiting. */
  private static Fleet besideHeavy(long seed, double meanGapNanos, long end) {
    SplittableRandom random = new SplittableRandom(seed + 100);
    Fleet shared = new Fleet(ONE_CLASS).target(32, SECOND);
    Runnable refill =
        () -> {
          while (shared.nowNanos < end && shared.waitingOf.getOrDefault("heavy", 0) < 300) {
            double real = size(random);
            shared.arrive(new Request("heavy", 1, 0, real, real));
          }
        };
    shared.at(0, refill);
    shared.onEnd(one -> refill.run());
    poisson(shared, "light", seed, meanGapNanos, end);
    shared.run(Long.MAX_VALUE / 4);
    return shared;
  }

  private static long p99Latency(List<Served> served) {
    return p99(served.stream().map(Served::latencyNanos).toList());
  }

  /**
   * What a client has by right is a half of the places to itself. There it waits for its own
   * requests alone; in the whole it may come up to two of the largest later, for a place is not
   * taken away from whoever has it.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.7, 0.9})
  void lightCaller_besideAHeavyOne_isHardlyWorseOffThanInItsOwnHalf(double load) {
    long end = 6_000 * SECOND;
    for (long seed = 1; seed <= 2; seed++) {
      double meanGap = MEAN / 16 / load * SECOND;
      Fleet half = new Fleet(ONE_CLASS).target(16, SECOND);
      poisson(half, "light", seed, meanGap, end);
      half.run(Long.MAX_VALUE / 4);

      Fleet shared = besideHeavy(seed, meanGap, end);

      List<Served> inHalf = servedOf(half, "light");
      List<Served> beside = servedOf(shared, "light");
      assertThat(beside).hasSameSizeAs(inHalf).hasSizeGreaterThan(8_000);
      assertThat((double) p99Latency(beside)).isLessThanOrEqualTo(1.1 * p99Latency(inHalf));
      assertThat((double) p99(beside.stream().map(Served::waitNanos).toList()))
          .isLessThanOrEqualTo(
              p99(inHalf.stream().map(Served::waitNanos).toList()) + 2 * LARGEST / 32 * SECOND);
    }
  }

  @Test
  void classes_allHaveEntriesWaiting_eachGetsItsMinimumAndTheFirstTheRest() {
    for (long seed = 1; seed <= 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Fleet fleet =
          new Fleet(new FairRules(1_000, 500, List.of(0.0, 0.2, 0.1)))
              .target(3, SECOND)
              .target(2, 0.3 * SECOND);
      double[] work = new double[3];
      Runnable refill =
          () -> {
            for (int rank = 0; rank < 3; rank++) {
              while (fleet.waitingOf.getOrDefault("client" + rank, 0) < 2) {
                double real = size(random);
                fleet.arrive(new Request("client" + rank, 1, rank, real, real));
              }
            }
          };
      fleet.at(0, refill);
      fleet.onEnd(end -> fleet.at(fleet.nowNanos, refill));
      fleet.run(SECOND);
      double[] total = new double[1];
      fleet.onBegin(
          request -> {
            work[request.rank()] += request.real();
            total[0] += request.real();
            assertThat(work[1]).isGreaterThanOrEqualTo(0.2 * total[0] - 2 * LARGEST);
            assertThat(work[2]).isGreaterThanOrEqualTo(0.1 * total[0] - 2 * LARGEST);
            assertThat(work[2]).isLessThanOrEqualTo(0.1 * total[0] + LARGEST);
            assertThat(work[1] + work[2]).isLessThanOrEqualTo(0.3 * total[0] + 2 * LARGEST);
          });

      fleet.run(3_000 * SECOND);

      assertThat(total[0]).isGreaterThan(5_000);
    }
  }

  @Test
  void deadline_overload_nearlyEverybodyWhoIsLetInIsServedInTime() {
    SplittableRandom random = new SplittableRandom(7);
    Fleet fleet = new Fleet(ONE_CLASS).target(8, SECOND);
    long patience = 20 * SECOND;
    long at = 0;
    for (int i = 0; i < 20_000; i++) { // about twice what it can do
      at += (long) exponential(random, MEAN / 8 / 2 * SECOND);
      String client = "client" + random.nextInt(10);
      double real = size(random);
      fleet.at(
          at, () -> fleet.arrive(new Request(client, 1, 0, real, real), fleet.nowNanos + patience));
    }
    int arrived = 20_000;

    fleet.run(Long.MAX_VALUE / 4);

    int late = arrived - fleet.served.size() - fleet.refused.size();
    assertThat(fleet.refused).allMatch(no -> no.why() == Answer.Why.TOO_LATE);
    assertThat(fleet.refused.size()).isGreaterThan(3_000);
    assertThat(late).isLessThan(arrived / 100);
  }
}
