package io.colophon.gateway.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CapacityP2cTest {
  private final Ask ask = Ask.unknown(new Random(11));

  @Test
  void choose_unevenCapacity_isLeastLoadedForWhatItCanDo() {
    FakeCandidates candidates = FakeCandidates.ofCapacity(10, 1).busy(0, 8, 0).busy(1, 1, 0);

    assertThat(new CapacityP2c().choose(candidates, ask, 0)).isZero(); // 9 / 10 against 2 / 1
  }

  @Test
  void choose_unknownCapacity_isTakenForTheMean() {
    FakeCandidates candidates = FakeCandidates.ofCapacity(10, 30, 0).busy(0, 5, 0).busy(1, 15, 0);
    candidates.busy(2, 9, 0); // 10 / 20 against 6 / 10 and 16 / 30

    assertThat(new CapacityP2c().choose(candidates, ask, 0)).isEqualTo(2);
  }

  @Test
  void choose_limitedWithoutRetryAfter_goesElsewhere() {
    FakeCandidates candidates = FakeCandidates.ofCapacity(1, 1).busy(1, 3, 0);
    candidates.loads[0].begin(1, 0).limited(0, 0);

    assertThat(new CapacityP2c().choose(candidates, ask, 0)).isEqualTo(1);
  }

  @Test
  void choose_many_goesByTwoThatAreDrawn() {
    FakeCandidates candidates = new FakeCandidates(200);
    for (int i = 0; i < 200; i++) {
      candidates.busy(i, i == 7 ? 0 : 5, 0);
    }
    CapacityP2c policy = new CapacityP2c();
    int least = 0;
    for (int i = 0; i < 10_000; i++) {
      least += policy.choose(candidates, ask, 0) == 7 ? 1 : 0;
    }

    assertThat(least).isBetween(60, 140); // it is among two of 200 drawn in 1 % of the draws
  }
}
