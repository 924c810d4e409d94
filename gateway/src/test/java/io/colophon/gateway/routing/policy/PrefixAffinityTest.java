package io.colophon.gateway.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PrefixAffinityTest {
  private static final long MINUTE = 60_000_000_000L;

  private final PrefixAffinity policy = new PrefixAffinity(4096, 10 * MINUTE, 12);
  private final FakeCandidates candidates = new FakeCandidates(4);

  private static Ask of(long... blocks) {
    return new Ask(0, 64L * blocks.length, 0, PrefixBlocks.of(blocks), 0, new Random(31));
  }

  /** A chain of blocks: those of a system prompt, then a conversation's own. */
  private static long[] chain(long application, int shared, long conversation, int own) {
    return LongStream.concat(
            LongStream.range(0, shared).map(i -> application * 1_000_003 + i),
            LongStream.range(0, own).map(i -> conversation * 1_000_003_000L + i))
        .toArray();
  }

  private int choose(long[] blocks, long now) {
    return policy.choose(candidates, of(blocks), now);
  }

  @Test
  void choose_conversationGoesOn_staysWhereItWasRead() {
    candidates.busy(0, 1, 0);
    int first = choose(chain(1, 5, 1, 20), 0);
    assertThat(first).isEqualTo(1);
    candidates.busy(first, 1, 0);

    assertThat(choose(chain(1, 5, 1, 25), MINUTE)).isEqualTo(first);
    assertThat(choose(chain(1, 5, 1, 100), 2 * MINUTE)).isEqualTo(first);
  }

  @Test
  void choose_sameFirstMessage_differsByWhatFollows() {
    int one = choose(chain(1, 2, 1, 30), 0);
    candidates.busy(one, 3, 0);
    candidates.open[one] = false;
    int other = choose(chain(1, 2, 2, 30), 0);
    candidates.busy(other, 3, 0);
    candidates.open[one] = true;

    assertThat(other).isNotEqualTo(one);
    assertThat(choose(chain(1, 2, 1, 32), 1)).isEqualTo(one);
    assertThat(choose(chain(1, 2, 2, 32), 1)).isEqualTo(other);
  }

  @Test
  void choose_homeMuchLoaded_goesElsewhere() {
    int home = choose(chain(1, 5, 1, 20), 0);
    candidates.busy(home, 500, 0);

    assertThat(choose(chain(1, 5, 1, 21), 1)).isNotEqualTo(home);
  }

  @Test
  void choose_longAgo_isForgotten() {
    candidates.busy(0, 1, 0);
    int home = choose(chain(1, 5, 1, 20), 0);
    candidates.busy(home, 2, 0);

    assertThat(choose(chain(1, 5, 1, 20), 4 * MINUTE)).isEqualTo(home);
    assertThat(choose(chain(1, 5, 1, 20), 40 * MINUTE)).isNotEqualTo(home);
  }

  @Test
  void choose_noPrefix_goesByLoadAlone() {
    candidates.busy(0, 2, 0).busy(1, 1, 0).busy(3, 5, 0);

    assertThat(choose(new long[0], 0)).isEqualTo(2);
  }

  @Test
  void choose_longPrompts_anyLengthIsFoundAgain() {
    for (int length = 1; length < 600; length += 7) {
      long[] prompt = chain(length, 0, length, length);
      int home = 1 + length % 3;
      Arrays.fill(candidates.open, false);
      candidates.open[home] = true;
      choose(prompt, 0);
      Arrays.fill(candidates.open, true);

      assertThat(choose(prompt, 1)).as("of %s blocks", length).isEqualTo(home);
    }
  }

  @Test
  void table_twoEpochsLater_isForgotten() {
    PrefixTable table = new PrefixTable(16);
    table.add(7, 3, 40_000);
    table.add(7, 5, 40_001);

    assertThat(table.holders(7, 40_001)).isEqualTo(1L << 3 | 1L << 5);
    assertThat(table.holders(7, 40_002)).isEqualTo(1L << 5);
    assertThat(table.holders(7, 40_003)).isZero();
    assertThat(table.sent(7, 5, 40_001)).isTrue();
    assertThat(table.sent(7, 3, 40_001)).isFalse();
    assertThat(table.sent(7, 5, 40_002)).isFalse();
  }

  @Test
  void table_afterManyEpochs_isForgotten() {
    PrefixTable table = new PrefixTable(16);
    table.add(7, 3, -1);

    assertThat(table.holders(7, 20_000)).isZero();
    assertThat(table.holders(7, 40_000)).isZero();
  }

  @Test
  void table_moreThanItHolds_forgetsTheOldest() {
    PrefixTable table = new PrefixTable(16);
    for (long hash = 1; hash <= 1000; hash++) {
      table.add(hash, 3, hash / 100);
    }
    long[] known =
        LongStream.rangeClosed(1, 1000).filter(hash -> table.holders(hash, 10) != 0).toArray();

    assertThat(known).hasSizeLessThanOrEqualTo(16);
    assertThat(Arrays.stream(known).min().orElseThrow()).isGreaterThan(900 - 16);
    assertThat(table.holders(1000, 10)).isEqualTo(1L << 3);
  }
}
