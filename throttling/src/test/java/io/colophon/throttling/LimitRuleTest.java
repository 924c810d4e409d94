package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LimitRuleTest {

  @Test
  void amount_outOfRange_isNamed() {
    for (long bad : new long[] {0, -1, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LimitRule.of("key:a", Dimension.TOKENS, bad, Window.DAY))
          .withMessage(
              "key:a tokens per day: amount is " + bad + ", expected 1 to 1152921504606846976");
    }
  }

  @Test
  void subject_malformed_isNamed() {
    for (String bad : List.of("", "key", ":a", "key:", "**")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LimitRule.of(bad, Dimension.TOKENS, 1, Window.DAY))
          .withMessage("subject is \"" + bad + "\", expected kind:name, kind:* or *");
    }
  }

  @Test
  void window_notOfTheDimension_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LimitRule.of("*", Dimension.CONCURRENCY, 1, Window.SECOND))
        .withMessageContaining("concurrency is limited at-once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LimitRule.of("*", Dimension.MONEY, 1, Window.AT_ONCE))
        .withMessageContaining("concurrency is limited at-once");
  }

  @Test
  void burst_ofACalendarWindow_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LimitRule.of("*", Dimension.MONEY, 1, Window.MONTH).withBurst(2))
        .withMessageContaining("a burst goes with second, minute and hour only");
    assertThat(LimitRule.of("*", Dimension.MONEY, 1, Window.HOUR).withBurst(2).capacity())
        .isEqualTo(2);
  }

  @Test
  void rules_sameSubjectDimensionAndWindow_areRefused() {
    LimitRule rule = LimitRule.of("key:a", Dimension.TOKENS, 1, Window.DAY);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Limits.of(List.of(rule, LimitRule.of("key:a", Dimension.TOKENS, 2, Window.DAY))))
        .withMessage("two limits on tokens per day for key:a");
  }

  @Test
  void amounts_inputAndOutputKnown_tokensAreTheirSum() {
    Amounts both = Amounts.of(Dimension.INPUT_TOKENS, 3).with(Dimension.OUTPUT_TOKENS, 4);
    assertThat(both.get(Dimension.TOKENS)).hasValue(7);
    assertThat(both.with(Dimension.TOKENS, 9).get(Dimension.TOKENS)).hasValue(9);
    assertThat(Amounts.of(Dimension.INPUT_TOKENS, 3).get(Dimension.TOKENS)).isEmpty();
    assertThat(both).hasToString("{input-tokens=3, output-tokens=4, tokens=7}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Amounts.of(Dimension.MONEY, -1))
        .withMessageContaining("money is -1");
  }
}
