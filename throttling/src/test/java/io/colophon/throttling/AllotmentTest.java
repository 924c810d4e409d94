package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllotmentTest {
  private static final long MILLIS = 1_800_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final Limits limits =
      Limits.of(List.of(LimitRule.of("key:k", Dimension.REQUESTS, 1_000, Window.HOUR)));
  private final LimitChain chain = limits.chain(List.of("key:k"));

  private Allotment allotment(long chunk) {
    return chain.allotment("loop", Dimension.REQUESTS, chunk, Duration.ofSeconds(10));
  }

  private LimitUsage usage() {
    return chain.usage(0, MILLIS).get(0);
  }

  @Test
  void take_fromTheChunk_countsAsSpentWhenItIsGivenBack() {
    Allotment allotment = allotment(100);
    assertThat(allotment.take(1)).isFalse();
    assertThat(allotment.take(1, 0, MILLIS)).isNull();
    assertThat(allotment.take(29)).isTrue();
    assertThat(allotment.left()).isEqualTo(70);
    assertThat(usage()).extracting(LimitUsage::used, LimitUsage::held).containsExactly(0L, 100L);
    allotment.giveBack(0, MILLIS);
    assertThat(usage()).extracting(LimitUsage::used, LimitUsage::held).containsExactly(30L, 0L);
    assertThat(allotment.left()).isZero();
    assertThat(allotment.take(0, 0, MILLIS)).isNull();
  }

  @Test
  void take_nearTheEnd_drawsSmallerChunksDownToTheLastUnit() {
    int taken = 0;
    try (Allotment allotment = allotment(300);
        Allotment other = allotment(300)) {
      assertThat(other.take(1, 0, MILLIS)).isNull();
      while (allotment.take(1, 0, MILLIS) == null) {
        taken++;
      }
      // All but what the other one holds.
      assertThat(taken).isEqualTo(700);
      other.giveBack(0, MILLIS);
      while (allotment.take(1, 0, MILLIS) == null) {
        taken++;
      }
    }
    assertThat(taken).isEqualTo(999);
    assertThat(usage()).extracting(LimitUsage::used, LimitUsage::held).containsExactly(1_000L, 0L);
  }

  @Test
  void lease_ended_allOfItCountsAsSpentAndNoneIsHandedOutAnyMore() {
    Allotment allotment = allotment(100);
    assertThat(allotment.take(5, 0, MILLIS)).isNull();
    assertThat(limits.expire(10 * SECOND, MILLIS)).isEqualTo(1);
    assertThat(allotment.take(1)).isFalse();
    assertThat(allotment.left()).isZero();
    assertThat(chain.usage(10 * SECOND, MILLIS).get(0))
        .extracting(LimitUsage::used, LimitUsage::held)
        .containsExactly(100L, 0L);
    assertThat(allotment.take(1, 10 * SECOND, MILLIS)).isNull();
    allotment.giveBack(10 * SECOND, MILLIS);
    assertThat(chain.usage(10 * SECOND, MILLIS).get(0).used()).isEqualTo(101);
  }

  @Test
  void allotment_ofSlotsOrOfNothing_isAnError() {
    Duration lease = Duration.ofSeconds(1);
    assertThatThrownBy(() -> chain.allotment("loop", Dimension.CONCURRENCY, 5, lease))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slots cannot be held in advance");
    assertThatThrownBy(() -> chain.allotment("loop", Dimension.TOKENS, 0, lease))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chunk is 0, expected at least 1");
  }
}
