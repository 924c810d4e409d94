package io.colophon.gateway.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StickyKeyTest {
  private static final int KEYS = 20_000;

  private final SharedRandom random = new SharedRandom(19);

  private Ask of(long key) {
    return new Ask(0, 0, 0, PrefixBlocks.NONE, key, random);
  }

  @Test
  void choose_targetGoes_onlyItsKeysMove() {
    StickyKey policy = new StickyKey();
    FakeCandidates candidates = new FakeCandidates(5);
    Random keys = new Random(23);
    int moved = 0;
    for (int i = 0; i < KEYS; i++) {
      Ask ask = of(keys.nextLong());
      candidates.open[3] = true;
      int before = policy.choose(candidates, ask, 0);
      assertThat(policy.choose(candidates, ask, 0)).isEqualTo(before);
      candidates.open[3] = false;
      int after = policy.choose(candidates, ask, 0);
      if (before == 3) {
        moved++;
      } else {
        assertThat(after).isEqualTo(before);
      }
    }

    assertThat(moved).isBetween(KEYS / 5 - 300, KEYS / 5 + 300);
  }

  @Test
  void choose_weights_areShares() {
    FakeCandidates candidates = new FakeCandidates(2);
    candidates.weight[1] = 3;
    StickyKey policy = new StickyKey();
    Random keys = new Random(29);
    int heavy = 0;
    for (int i = 0; i < KEYS; i++) {
      heavy += policy.choose(candidates, of(keys.nextLong()), 0);
    }

    assertThat(heavy).isBetween(KEYS * 3 / 4 - 300, KEYS * 3 / 4 + 300);
  }

  @Test
  void choose_withoutKey_goesByLoad() {
    FakeCandidates candidates = new FakeCandidates(3).busy(0, 2, 0).busy(1, 1, 0);

    assertThat(new StickyKey().choose(candidates, of(0), 0)).isEqualTo(2);
  }

  @Test
  void choose_hotKey_isBoundByLoad() {
    FakeCandidates candidates = new FakeCandidates(4);
    Ask hot = of(42);
    int home = new StickyKey().choose(candidates, hot, 0);
    StickyKey bounded = new StickyKey(1.25);
    for (int i = 0; i < 100; i++) {
      candidates.busy(bounded.choose(candidates, hot, 0), 1, 0);
    }

    // 100 under way at 4 targets: nobody has more than 1.25 times his 25, rounded up.
    for (TargetLoad load : candidates.loads) {
      assertThat(load.outstanding()).isLessThanOrEqualTo(33);
    }
    assertThat(candidates.loads[home].outstanding()).isGreaterThanOrEqualTo(25);
  }
}
