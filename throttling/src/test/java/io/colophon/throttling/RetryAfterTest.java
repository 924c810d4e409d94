package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wait that a refusal names is the true one, within a second or a twentieth of it. */
class RetryAfterTest {
  private static final long MILLIS = 1_800_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "SECOND,7,1",
    "SECOND,100000,700",
    "MINUTE,90,1",
    "MINUTE,600000,2000",
    "HOUR,40,3",
    "HOUR,40000000000,90000000",
    "MINUTE,12345677,1"
  })
  void refusal_rateUsedUpAtRandom_grantsWhenItSaidAndNotMuchBefore(
      Window window, long amount, long mostDemand) {
    SplittableRandom random = new SplittableRandom(amount);
    Limits limits = Limits.of(List.of(LimitRule.of("key:*", Dimension.TOKENS, amount, window)));
    LimitChain chain = limits.chain(List.of("key:k"));
    long nanos = -5_000_000L;
    int checked = 0;
    for (int i = 0; i < 30_000 && checked < 200; i++) {
      nanos += random.nextInt(3) == 0 ? random.nextLong(window.nanos() / 50_000 + 1) : 0;
      long demand = 1 + random.nextLong(mostDemand);
      if (random.nextInt(40) == 0) {
        demand = 1 + random.nextLong(amount);
      }
      Amounts tokens = Amounts.of(Dimension.TOKENS, demand);
      if (chain.spend(tokens, nanos, MILLIS) instanceof Decision.Refused refused) {
        long wait = ((RetryAfter.Exactly) refused.retryAfter()).delay().toNanos();
        long tolerated = Math.max(SECOND, wait / 20);
        if (wait > tolerated) {
          assertThat(chain.spend(tokens, nanos + wait - tolerated - 1, MILLIS))
              .as("a little before the end of %s ns", wait)
              .isInstanceOf(Decision.Refused.class);
        }
        nanos += wait;
        assertThat(chain.spend(tokens, nanos, MILLIS)).as("after %s ns", wait).isNull();
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void clock_anHourForwardsOrBackwards_changesNothingOnARate(boolean forwards) {
    long hour = Duration.ofHours(1).toMillis();
    LimitChain chain =
        Limits.of(List.of(LimitRule.of("key:k", Dimension.REQUESTS, 60, Window.MINUTE)))
            .chain(List.of("key:k"));
    Amounts one = Amounts.of(Dimension.REQUESTS, 1);
    for (int i = 0; i < 60; i++) {
      assertThat(chain.spend(one, 0, MILLIS)).isNull();
    }
    long wall = MILLIS + (forwards ? hour : -hour);
    assertThat(chain.spend(one, 0, wall)).isInstanceOf(Decision.Refused.class);
    assertThat(chain.spend(one, SECOND - 1, wall)).isInstanceOf(Decision.Refused.class);
    assertThat(chain.spend(one, SECOND, wall)).isNull();
    assertThat(chain.spend(one, SECOND, MILLIS)).isInstanceOf(Decision.Refused.class);
  }
}
