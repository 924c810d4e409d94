package io.colophon.provider.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class LoopsTest {
  private static final float OUT = Float.NEGATIVE_INFINITY;

  private static Loops after(BitSet inner, int... places) {
    Loops loops = new Loops(new Vocabulary.Slice(0, 4, new BitSet(), new BitSet(), inner), 20);
    for (int place : places) {
      loops.add(place);
    }
    return loops;
  }

  private static float[] ruledOut(Loops loops) {
    float[] scores = {1, 1, 1, 1};
    loops.ruleOut(scores);
    return scores;
  }

  @Test
  void ruleOut_fourTokensAsBefore_rulesOutTheFifth() {
    assertThat(ruledOut(after(new BitSet(), 0, 1, 2, 1, 3, 0, 1, 2, 1)))
        .containsExactly(1, 1, 1, OUT);
  }

  @Test
  void ruleOut_threeTokensAsBefore_rulesOutNothing() {
    assertThat(ruledOut(after(new BitSet(), 0, 1, 2, 1, 3, 1, 2, 1))).containsExactly(1, 1, 1, 1);
  }

  @Test
  void ruleOut_partOfWordJustWritten_isNotWrittenAgain() {
    BitSet inner = new BitSet();
    inner.set(2);

    assertThat(ruledOut(after(inner, 0, 2))).containsExactly(1, 1, OUT, 1);
    assertThat(ruledOut(after(inner, 2, 0))).containsExactly(1, 1, 1, 1);
  }

  @Test
  void ruleOut_nothingWritten_rulesOutNothing() {
    assertThat(ruledOut(after(new BitSet()))).containsExactly(1, 1, 1, 1);
  }
}
