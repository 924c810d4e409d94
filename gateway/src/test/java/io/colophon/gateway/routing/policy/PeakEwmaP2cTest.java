package io.colophon.gateway.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PeakEwmaP2cTest {
  private static final long SECOND = FakeNode.SECOND;

  private final FakeCandidates candidates = new FakeCandidates(2);
  private final Ask ask = Ask.unknown(new Random(13));

  private int share(PeakEwmaP2c policy, int index, long now) {
    int chosen = 0;
    for (int i = 0; i < 1000; i++) {
      chosen += policy.choose(candidates, ask, now) == index ? 1 : 0;
    }
    return chosen;
  }

  private void answer(int index, long nanos) {
    candidates.loads[index].begin(1, 0).firstOutput(0, nanos);
  }

  @Test
  void choose_quickerFirstOutputs_goThere() {
    answer(0, SECOND);
    answer(1, SECOND / 10);

    // The slow one only where it is drawn twice.
    assertThat(share(new PeakEwmaP2c(), 0, SECOND)).isBetween(200, 300);
  }

  @Test
  void choose_refusalsThatAnswerFast_attractNothing() {
    answer(0, SECOND);
    for (int i = 0; i < 50; i++) {
      candidates.loads[1].begin(1, SECOND).limited(0, SECOND + 1_000_000);
    }
    candidates.busy(1, 1, SECOND); // as many under way as at the other

    assertThat(share(new PeakEwmaP2c(), 1, SECOND)).isLessThan(300);
    assertThat(share(new PeakEwmaP2c(1), 1, SECOND)).isGreaterThan(700); // without a penalty
  }
}
