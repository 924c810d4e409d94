package io.colophon.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  void tryRetry_nothingWasRequested_grantsTheMinimumAndNoMore() {
    RetryBudget budget = new RetryBudget(new RetryBudget.Settings(0.2, TEN_SECONDS, 2));

    assertThat(budget.tryRetry(0)).isTrue();
    assertThat(budget.tryRetry(1)).isTrue();
    assertThat(budget.tryRetry(2)).isFalse();
    assertThat(budget.granted()).isEqualTo(2);
    assertThat(budget.refused()).isEqualTo(1);
  }

  @Test
  void tryRetry_noMinimum_grantsAFifthOfTheRequests() {
    RetryBudget budget = new RetryBudget(new RetryBudget.Settings(0.2, TEN_SECONDS, 0));
    for (int i = 0; i < 4; i++) {
      budget.requested(i);
    }
    assertThat(budget.tryRetry(5)).isFalse();
    budget.requested(6);

    assertThat(budget.tryRetry(7)).isTrue();
    assertThat(budget.tryRetry(8)).isFalse();
  }

  @Test
  void tryRetry_requestsAreOlderThanTheWindow_theyCountNoMore() {
    RetryBudget budget = new RetryBudget(new RetryBudget.Settings(0.5, TEN_SECONDS, 0));
    long beforeItOverflows = Long.MAX_VALUE - SECOND;
    budget.requested(beforeItOverflows);
    budget.requested(beforeItOverflows);

    assertThat(budget.tryRetry(beforeItOverflows + TEN_SECONDS.toNanos())).isFalse();
  }

  @Test
  void tryRetry_everythingFailsForAnHour_retriesStayAFifthInEveryWindow() {
    RetryBudget budget = new RetryBudget(new RetryBudget.Settings(0.2, TEN_SECONDS, 3));
    SplittableRandom random = new SplittableRandom(6);
    long now = 0;
    long requests = 0;
    long retries = 0;
    while (now < 3600 * SECOND) {
      now += random.nextLong(SECOND / 10);
      budget.requested(now);
      requests++;
      for (int i = 0; i < 2; i++) {
        retries += budget.tryRetry(now) ? 1 : 0;
      }
    }

    assertThat(retries).isLessThanOrEqualTo(requests / 5 + 3 * 361);
    assertThat(retries).isGreaterThan(requests / 5 - 400);
  }

  @Test
  void settings_outOfRange_areRefusedWithTheValue() {
    assertThatThrownBy(() -> new RetryBudget.Settings(1.5, TEN_SECONDS, 0))
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> new RetryBudget.Settings(0.5, TEN_SECONDS, -1))
        .hasMessageContaining("-1");
  }
}
