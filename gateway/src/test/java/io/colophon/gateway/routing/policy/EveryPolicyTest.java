package io.colophon.gateway.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every policy, with whatever it is given. */
class EveryPolicyTest {
  private static final String[] NAMES = {
    "ordered",
    "weighted",
    "capacity-scan",
    "capacity-draw",
    "peak-ewma",
    "completion",
    "price",
    "price-bound",
    "carbon",
    "prefix",
    "sticky",
    "sticky-bound"
  };

  private static TargetPolicy policy(String name) {
    return switch (name) {
      case "ordered" -> new Ordered();
      case "weighted" -> new Weighted();
      case "capacity-scan" -> new CapacityP2c(64);
      case "capacity-draw" -> new CapacityP2c(0);
      case "peak-ewma" -> new PeakEwmaP2c();
      case "completion" -> new ExpectedCompletion();
      case "price" -> LeastCost.ofMoney(Double.POSITIVE_INFINITY);
      case "price-bound" -> LeastCost.ofMoney(1);
      case "carbon" -> LeastCost.ofCarbon(1.5);
      case "prefix" -> new PrefixAffinity(64, 1_000_000, 12);
      case "sticky" -> new StickyKey();
      default -> new StickyKey(1.25);
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void choose_anyCandidates_isOpenOrNoneWhereNoneIs(int which) {
    TargetPolicy policy = policy(NAMES[which]);
    Random random = new Random(20261122 + which);
    for (int round = 0; round < 2000; round++) {
      FakeCandidates candidates = candidates(random);
      Ask ask =
          new Ask(
              random.nextInt(3) * 100.0,
              random.nextInt(3000),
              random.nextInt(500),
              PrefixBlocks.of(random.longs(random.nextInt(40), 0, 20).toArray()),
              random.nextInt(3) == 0 ? 0 : random.nextLong(),
              random);

      int chosen = policy.choose(candidates, ask, random.nextLong() >> 4);

      boolean anyOpen = false;
      for (boolean open : candidates.open) {
        anyOpen |= open;
      }
      if (anyOpen) {
        assertThat(chosen).isBetween(0, candidates.size() - 1);
        assertThat(candidates.open[chosen]).isTrue();
      } else {
        assertThat(chosen).isEqualTo(TargetPolicy.NONE);
      }
    }
  }

  private static FakeCandidates candidates(Random random) {
    FakeCandidates candidates = new FakeCandidates(random.nextInt(9));
    for (int i = 0; i < candidates.size(); i++) {
      candidates.open[i] = random.nextInt(3) > 0;
      candidates.capacity[i] = random.nextInt(3) == 0 ? 0 : Math.pow(10, random.nextInt(9));
      candidates.weight[i] = 1 + random.nextInt(1000);
      candidates.nanoPrice[i] = random.nextInt(4) - 1;
      candidates.grams[i] = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble();
      live(candidates.loads[i], random);
    }
    return candidates;
  }

  /** A past of its own. */
  private static void live(TargetLoad load, Random random) {
    long now = random.nextInt();
    for (int i = random.nextInt(6); i > 0; i--) {
      AttemptLoad attempt = load.begin(1 + random.nextInt(1000), now);
      now += random.nextInt(1_000_000_000);
      switch (random.nextInt(5)) {
        case 0 -> attempt.limited(random.nextInt(2) * 1_000_000_000L, now);
        case 1 -> attempt.abandoned(now);
        case 2 -> {
          attempt.firstOutput(random.nextInt(5000), now);
          now += random.nextInt(1_000_000_000);
          attempt.ended(random.nextInt(500), now);
        }
        case 3 -> attempt.ended(0, now);
        default -> attempt.firstOutput(0, now);
      }
    }
    if (random.nextInt(4) == 0) {
      load.signals(new Signals(3, 2, 0.95, now, Long.MAX_VALUE >> 2, 1));
    }
  }
}
