package io.colophon.gateway.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Chances are in the proportions that they should be in: Pearson's chi-square, pinned seeds. */
class DrawnSharesTest {
  private static final int DRAWS = 100_000;

  // Of 6 degrees of freedom, surpassed once in a thousand.
  private static final double CRITICAL = 22.46;
  private static final double[] SHARES = {1, 2, 3, 5, 8, 13, 400};

  private interface Drawing {
    int draw();
  }

  private static double chiSquare(Drawing drawing, boolean[] open) {
    int[] seen = new int[SHARES.length];
    for (int i = 0; i < DRAWS; i++) {
      seen[drawing.draw()]++;
    }
    double sum = 0;
    for (int i = 0; i < SHARES.length; i++) {
      sum += open[i] ? SHARES[i] : 0;
    }
    double chi = 0;
    for (int i = 0; i < SHARES.length; i++) {
      double expected = open[i] ? DRAWS * SHARES[i] / sum : 0;
      chi += expected == 0 ? seen[i] * 1e9 : (seen[i] - expected) * (seen[i] - expected) / expected;
    }
    return chi;
  }

  @Test
  void draw_capacities_areItsShares() {
    FakeCandidates candidates = FakeCandidates.ofCapacity(SHARES);
    ProportionalDraw draw = new ProportionalDraw();
    Random random = new Random(1);

    assertThat(chiSquare(() -> draw.draw(candidates, 1, random, 0), candidates.open))
        .isLessThan(CRITICAL);
  }

  @Test
  void draw_largestClosed_restKeepsItsShares() {
    FakeCandidates candidates = FakeCandidates.ofCapacity(SHARES);
    candidates.open[6] = false;
    ProportionalDraw draw = new ProportionalDraw();
    Random random = new Random(2);

    assertThat(chiSquare(() -> draw.draw(candidates, 1, random, 0), candidates.open))
        .isLessThan(CRITICAL);
  }

  @Test
  void weighted_someClosed_restKeepsItsShares() {
    FakeCandidates candidates = new FakeCandidates(SHARES.length);
    System.arraycopy(SHARES, 0, candidates.weight, 0, SHARES.length);
    candidates.open[1] = false;
    Ask ask = Ask.unknown(new Random(3));

    assertThat(chiSquare(() -> new Weighted().choose(candidates, ask, 0), candidates.open))
        .isLessThan(CRITICAL);
  }

  @Test
  void draw_capacityGrows_isSeenWithoutWaiting() {
    FakeCandidates candidates = FakeCandidates.ofCapacity(1, 1, 1, 1, 1, 1, 1);
    ProportionalDraw draw = new ProportionalDraw();
    Random random = new Random(4);
    draw.draw(candidates, 1, random, 0);
    System.arraycopy(SHARES, 0, candidates.capacity, 0, SHARES.length);
    for (int i = 0; i < 100; i++) {
      draw.draw(candidates, 1, random, 0);
    }

    assertThat(chiSquare(() -> draw.draw(candidates, 1, random, 0), candidates.open))
        .isLessThan(CRITICAL);
  }

  @Test
  void sharedRandom_bitsAndUnits_areEven() {
    SharedRandom random = new SharedRandom(5);
    int[] tens = new int[10];
    for (int i = 0; i < DRAWS; i++) {
      tens[(int) (Drawn.unit(random.nextLong()) * 10)]++;
    }
    double chi = 0;
    for (int seen : tens) {
      chi += (seen - DRAWS / 10.0) * (seen - DRAWS / 10.0) / (DRAWS / 10.0);
    }

    assertThat(chi).isLessThan(27.9); // 9 degrees of freedom, once in a thousand
  }
}
