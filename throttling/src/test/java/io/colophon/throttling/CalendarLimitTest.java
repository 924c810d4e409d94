package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days and months under wall clocks that are wrong for a while. */
class CalendarLimitTest {
  private static final long EVENING = Instant.parse("2026-11-22T23:30:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Limits limits =
      Limits.of(List.of(LimitRule.of("key:k", Dimension.MONEY, 1_000, Window.DAY)));
  private final LimitChain chain = limits.chain(List.of("key:k"));

  private boolean spend(long amount, long millis) {
    return chain.spend(Amounts.of(Dimension.MONEY, amount), 0, millis) == null;
  }

  @Test
  void clock_anHourForwardsPastMidnightAndBack_neitherDaysBudgetIsGivenTwice() {
    assertThat(spend(900, EVENING)).isTrue();
    assertThat(spend(300, EVENING + HOUR)).isTrue();
    // Back on the first day, with what was left of it.
    assertThat(spend(101, EVENING + 1)).isFalse();
    assertThat(spend(100, EVENING + 1)).isTrue();
    // And the second day goes on where the wrong clock left it.
    assertThat(spend(701, EVENING + HOUR)).isFalse();
    assertThat(spend(700, EVENING + HOUR)).isTrue();
    assertThat(spend(1_000, EVENING + DAY + HOUR)).isTrue();
  }

  @Test
  void clock_aYearForwardsAndBack_locksNobodyOut() {
    assertThat(spend(400, EVENING)).isTrue();
    assertThat(spend(1_000, EVENING + 365 * DAY)).isTrue();
    assertThat(spend(600, EVENING)).isTrue();
    assertThat(spend(1, EVENING)).isFalse();
    assertThat(spend(1_000, EVENING + DAY)).isTrue();
    assertThat(spend(1_000, EVENING + 2 * DAY)).isTrue();
  }

  @Test
  void clock_backBeforeAllThatIsKnown_countsForTheEarliestDayKnown() {
    assertThat(spend(600, EVENING)).isTrue();
    assertThat(spend(401, EVENING - 3 * DAY)).isFalse();
    assertThat(spend(400, EVENING - 3 * DAY)).isTrue();
    assertThat(spend(1, EVENING)).isFalse();
  }

  @Test
  void lots_spentAcrossMidnightAndBack_countForTheDayOnWhichTheyWereSpent() {
    for (int i = 0; i < 40; i++) {
      assertThat(spend(1, EVENING)).isTrue();
    }
    assertThat(spend(2, EVENING + HOUR)).isTrue();
    assertThat(spend(3, EVENING)).isTrue();
    assertThat(spend(958, EVENING)).isFalse();
    assertThat(spend(957, EVENING)).isTrue();
    assertThat(spend(999, EVENING + HOUR)).isFalse();
    assertThat(spend(998, EVENING + HOUR)).isTrue();
  }
}
