package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final long SECOND = 1_000_000_000L;

  // Starts where a long overflows soon, and a second before a new month.
  private long nanos = Long.MAX_VALUE - 100 * SECOND;
  private long millis = Instant.parse("2026-11-30T23:59:59Z").toEpochMilli();

  private void pass(Duration time) {
    nanos += time.toNanos();
    millis += time.toMillis();
  }

  private static Demand request() {
    return Demand.one("g-1", LEASE);
  }

  private Hold granted(LimitChain chain, Demand demand) {
    Decision decision = chain.acquire(demand, nanos, millis);
    assertThat(decision).isInstanceOf(Decision.Granted.class);
    return ((Decision.Granted) decision).hold();
  }

  private Decision.Refused refused(LimitChain chain, Demand demand) {
    Decision decision = chain.acquire(demand, nanos, millis);
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    return (Decision.Refused) decision;
  }

  private static LimitChain chain(LimitRule... rules) {
    return Limits.of(List.of(rules)).chain(List.of("tenant:t", "key:k"));
  }

  @Test
  void rate_sevenPerSecond_givesExactlySevenAndTellsTheExactWait() {
    LimitChain chain = chain(LimitRule.of("key:k", Dimension.REQUESTS, 7, Window.SECOND));
    for (int i = 0; i < 7; i++) {
      granted(chain, request());
    }
    Decision.Refused refused = refused(chain, request());
    // One seventh of a second, rounded up to a whole nanosecond.
    assertThat(refused.retryAfter())
        .isEqualTo(new RetryAfter.Exactly(Duration.ofNanos(142_857_143)));
    assertThat(refused.remaining()).isZero();
    pass(Duration.ofNanos(142_857_142));
    refused(chain, request());
    pass(Duration.ofNanos(1));
    granted(chain, request());
    refused(chain, request());
  }

  @Test
  void rate_longRun_roundingDoesNotAddUp() {
    LimitChain chain =
        chain(LimitRule.of("key:k", Dimension.REQUESTS, 7, Window.SECOND).withBurst(2));
    granted(chain, request());
    long start = nanos;
    for (int i = 0; i < 7_000; i++) {
      granted(chain, request());
      nanos += ((RetryAfter.Exactly) refused(chain, request()).retryAfter()).delay().toNanos();
    }
    assertThat(nanos - start).isEqualTo(1_000 * SECOND);
  }

  @Test
  void rate_hugeAmounts_areExact() {
    // Ten units of money an hour, in thousand-millionths, all used at once.
    LimitChain chain = chain(LimitRule.of("key:k", Dimension.MONEY, 10_000_000_000L, Window.HOUR));
    Demand all = request().with(Dimension.MONEY, 10_000_000_000L);
    granted(chain, all).settle(Amounts.UNKNOWN, nanos, millis);
    assertThat(refused(chain, all).retryAfter())
        .isEqualTo(new RetryAfter.Exactly(Duration.ofHours(1)));
    pass(Duration.ofMinutes(59));
    assertThat(refused(chain, all).remaining()).isEqualTo(9_833_333_333L);
    pass(Duration.ofMinutes(1));
    granted(chain, all);
  }

  @Test
  void demand_largerThanTheLimit_isNeverGranted() {
    LimitChain chain = chain(LimitRule.of("key:k", Dimension.TOKENS, 100, Window.MINUTE));
    Decision.Refused refused = refused(chain, request().with(Dimension.TOKENS, 101));
    assertThat(refused.retryAfter()).isEqualTo(new RetryAfter.Never());
    assertThat(refused.requested()).isEqualTo(101);
    assertThat(refused.remaining()).isEqualTo(100);
  }

  @Test
  void refusal_namesTheLevelAndRollsTheOthersBack() {
    Limits limits =
        Limits.of(
            List.of(
                LimitRule.of("tenant:t", Dimension.REQUESTS, 5, Window.MINUTE),
                LimitRule.of("key:*", Dimension.TOKENS, 10, Window.DAY)));
    LimitChain chain = limits.chain(List.of("tenant:t", "key:k"));
    granted(chain, request().with(Dimension.TOKENS, 6));
    Decision.Refused refused = refused(chain, request().with(Dimension.TOKENS, 6));
    assertThat(refused.subject()).isEqualTo("key:k");
    assertThat(refused.rule().subject()).isEqualTo("key:*");
    assertThat(refused.remaining()).isEqualTo(4);
    assertThat(refused.retryAfter()).isEqualTo(new RetryAfter.WhenHoldsEnd());
    assertThat(limits.usage(nanos, millis))
        .filteredOn(usage -> usage.subject().equals("tenant:t"))
        .singleElement()
        .satisfies(usage -> assertThat(usage.used() + usage.held()).isEqualTo(1));
  }

  @Test
  void refusal_severalLimits_namesTheLongestWait() {
    LimitChain chain =
        chain(
            LimitRule.of("tenant:t", Dimension.REQUESTS, 1, Window.SECOND),
            LimitRule.of("key:k", Dimension.REQUESTS, 1, Window.HOUR));
    granted(chain, request());
    assertThat(refused(chain, request()).subject()).isEqualTo("key:k");
    assertThat(refused(chain, request()).retryAfter())
        .isEqualTo(new RetryAfter.Exactly(Duration.ofHours(1)));
  }

  @Test
  void settle_lessThanHeld_givesTheRestBackAtOnce() {
    LimitChain chain = chain(LimitRule.of("key:k", Dimension.OUTPUT_TOKENS, 100, Window.DAY));
    Hold hold = granted(chain, request().with(Dimension.OUTPUT_TOKENS, 90));
    refused(chain, request().with(Dimension.OUTPUT_TOKENS, 11));
    hold.settle(Amounts.of(Dimension.OUTPUT_TOKENS, 20), nanos, millis);
    hold.settle(Amounts.of(Dimension.OUTPUT_TOKENS, 70), nanos, millis);
    hold.release(nanos, millis);
    granted(chain, request().with(Dimension.OUTPUT_TOKENS, 80));
    refused(chain, request().with(Dimension.OUTPUT_TOKENS, 1));
  }

  @Test
  void settle_moreThanHeld_isADebtThatLaterDemandsWaitFor() {
    LimitChain chain = chain(LimitRule.of("key:k", Dimension.TOKENS, 60, Window.MINUTE));
    granted(chain, request().with(Dimension.TOKENS, 10))
        .settle(Amounts.of(Dimension.TOKENS, 90), nanos, millis);
    Decision.Refused refused = refused(chain, request());
    assertThat(refused.remaining()).isZero();
    assertThat(refused.retryAfter()).isEqualTo(new RetryAfter.Exactly(Duration.ofSeconds(30)));
    pass(Duration.ofSeconds(30));
    granted(chain, request());
    assertThat(refused(chain, request().with(Dimension.TOKENS, 1)).retryAfter())
        .isEqualTo(new RetryAfter.Exactly(Duration.ofSeconds(1)));
  }

  @Test
  void settle_unknownUse_countsWhatWasHeld() {
    LimitChain chain = chain(LimitRule.of("key:k", Dimension.MONEY, 100, Window.DAY));
    granted(chain, request().with(Dimension.MONEY, 60)).settle(Amounts.UNKNOWN, nanos, millis);
    assertThat(refused(chain, request().with(Dimension.MONEY, 41)).remaining()).isEqualTo(40);
  }

  @Test
  void release_givesBackAllButTheRequest() {
    LimitChain chain =
        chain(
            LimitRule.of("key:k", Dimension.TOKENS, 10, Window.DAY),
            LimitRule.of("key:k", Dimension.REQUESTS, 2, Window.DAY));
    for (int i = 0; i < 2; i++) {
      granted(chain, request().with(Dimension.TOKENS, 10)).release(nanos, millis);
    }
    assertThat(refused(chain, request()).rule().dimension()).isEqualTo(Dimension.REQUESTS);
  }

  @Test
  void stream_spendsAndExtends_untilExhausted() {
    LimitChain chain = chain(LimitRule.of("key:k", Dimension.OUTPUT_TOKENS, 600, Window.MINUTE));
    Amounts chunk = Amounts.of(Dimension.OUTPUT_TOKENS, 256);
    Hold hold = granted(chain, request().with(Dimension.OUTPUT_TOKENS, 256));
    hold.spend(chunk, nanos, millis);
    assertThat(hold.extend(chunk, nanos, millis)).isInstanceOf(Decision.Granted.class);
    hold.spend(chunk, nanos, millis);
    Decision more = hold.extend(chunk, nanos, millis);
    // 512 of 600 are used; 168 more must flow back, ten in a second.
    assertThat(((Decision.Refused) more).retryAfter())
        .isEqualTo(new RetryAfter.Exactly(Duration.ofMillis(16_800)));
    hold.settle(Amounts.of(Dimension.OUTPUT_TOKENS, 512), nanos, millis);
    assertThat(refused(chain, request().with(Dimension.OUTPUT_TOKENS, 89)).remaining())
        .isEqualTo(88);
    assertThatThrownBy(() -> hold.extend(chunk, nanos, millis))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the hold of g-1 has ended");
  }

  @Test
  void concurrency_slotsComeBackWhenHoldsEnd() {
    LimitChain chain = chain(LimitRule.of("tenant:t", Dimension.CONCURRENCY, 2, Window.AT_ONCE));
    Hold first = granted(chain, request());
    Hold second = granted(chain, request());
    assertThat(refused(chain, request()).retryAfter()).isEqualTo(new RetryAfter.WhenHoldsEnd());
    first.settle(Amounts.UNKNOWN, nanos, millis);
    second.release(nanos, millis);
    granted(chain, request());
    granted(chain, request());
    refused(chain, request());
  }

  @Test
  void freeSlots_beforeTheUseIsKnown_slotComesBackAndTheRestStaysHeld() {
    Limits limits =
        Limits.of(
            List.of(
                LimitRule.of("*", Dimension.CONCURRENCY, 1, Window.AT_ONCE),
                LimitRule.of("*", Dimension.TOKENS, 10, Window.MONTH)));
    LimitChain chain = limits.chain(List.of());
    Hold abandoned = granted(chain, request().with(Dimension.TOKENS, 6));

    abandoned.freeSlots(nanos, millis);

    Hold next = granted(chain, request().with(Dimension.TOKENS, 4));
    next.release(nanos, millis);
    assertThat(refused(chain, request().with(Dimension.TOKENS, 5)).remaining()).isEqualTo(4);
    abandoned.settle(Amounts.of(Dimension.TOKENS, 2), nanos, millis);
    abandoned.freeSlots(nanos, millis);
    granted(chain, request().with(Dimension.TOKENS, 8));
    refused(chain, request());
  }

  @Test
  void lease_ended_slotComesBackAndLateSettlementStillCounts() {
    Limits limits =
        Limits.of(
            List.of(
                LimitRule.of("*", Dimension.CONCURRENCY, 1, Window.AT_ONCE),
                LimitRule.of("*", Dimension.TOKENS, 10, Window.MONTH)));
    LimitChain chain = limits.chain(List.of());
    millis = Instant.parse("2026-11-10T00:00:00Z").toEpochMilli();
    Hold forgotten = granted(chain, request().with(Dimension.TOKENS, 10));
    pass(LEASE.minusNanos(1));
    refused(chain, request());
    assertThat(limits.expire(nanos, millis)).isZero();
    pass(Duration.ofSeconds(1));
    Hold next = granted(chain, request().with(Dimension.TOKENS, 4));
    assertThat(limits.openHolds()).isEqualTo(1);
    forgotten.settle(Amounts.of(Dimension.TOKENS, 5), nanos, millis);
    next.release(nanos, millis);
    assertThat(refused(chain, request().with(Dimension.TOKENS, 6)).remaining()).isEqualTo(5);
    assertThat(limits.openHolds()).isZero();
  }

  @Test
  void calendar_newMonth_startsAfreshButKeepsWhatIsHeld() {
    LimitChain chain = chain(LimitRule.of("key:k", Dimension.MONEY, 100, Window.MONTH));
    Hold open = granted(chain, request().with(Dimension.MONEY, 30));
    granted(chain, request().with(Dimension.MONEY, 70)).settle(Amounts.UNKNOWN, nanos, millis);
    assertThat(refused(chain, request().with(Dimension.MONEY, 1)).retryAfter())
        .isEqualTo(new RetryAfter.Exactly(Duration.ofSeconds(1)));
    pass(Duration.ofSeconds(1));
    assertThat(refused(chain, request().with(Dimension.MONEY, 71)).remaining()).isEqualTo(70);
    open.settle(Amounts.of(Dimension.MONEY, 30), nanos, millis);
    granted(chain, request().with(Dimension.MONEY, 70));
  }

  @Test
  void clock_setBackADay_givesNoSecondBudget() {
    LimitChain chain = chain(LimitRule.of("key:k", Dimension.REQUESTS, 1, Window.DAY));
    granted(chain, request());
    millis -= Duration.ofDays(1).toMillis();
    refused(chain, request());
    millis += Duration.ofDays(1).toMillis() + 1_000;
    granted(chain, request());
  }

  @Test
  void reconfigure_sameWindow_keepsWhatIsUsed() {
    Limits limits = Limits.of(List.of(LimitRule.of("key:k", Dimension.TOKENS, 100, Window.DAY)));
    LimitChain chain = limits.chain(List.of("key:k"));
    Hold hold = granted(chain, request().with(Dimension.TOKENS, 60));
    limits.reconfigure(
        List.of(
            LimitRule.of("key:*", Dimension.TOKENS, 80, Window.DAY),
            LimitRule.of("key:*", Dimension.REQUESTS, 1, Window.DAY)));
    assertThat(refused(chain, request().with(Dimension.TOKENS, 21)).remaining()).isEqualTo(20);
    hold.settle(Amounts.of(Dimension.TOKENS, 70), nanos, millis);
    granted(chain, request().with(Dimension.TOKENS, 10));
    assertThat(refused(chain, request()).rule().dimension()).isEqualTo(Dimension.REQUESTS);
    limits.reconfigure(List.of());
    granted(chain, request().with(Dimension.TOKENS, 1_000_000));
    assertThat(limits.usage(nanos, millis)).isEmpty();
  }

  @Test
  void charge_replayedLedger_countsWhereItBelongs() {
    Limits limits =
        Limits.of(
            List.of(
                LimitRule.of("key:*", Dimension.MONEY, 100, Window.DAY),
                LimitRule.of("key:*", Dimension.MONEY, 60, Window.MINUTE)));
    List<String> subjects = List.of("key:k");
    long minute = Duration.ofMinutes(1).toMillis();
    limits.charge(
        subjects, Amounts.of(Dimension.MONEY, 50), nanos - 86_400 * SECOND, millis - 1440 * minute);
    limits.charge(subjects, Amounts.of(Dimension.MONEY, 40), nanos - 60 * SECOND, millis - minute);
    limits.charge(subjects, Amounts.of(Dimension.MONEY, 30), nanos - 10 * SECOND, millis - 10_000);
    limits.charge(
        subjects, Amounts.of(Dimension.MONEY, 50), nanos - 86_400 * SECOND, millis - 1440 * minute);
    assertThat(limits.usage(nanos, millis))
        .filteredOn(usage -> usage.rule().per() == Window.DAY)
        .extracting(LimitUsage::used)
        .containsExactly(70L);
  }

  @Test
  void wildcard_ownRuleOfTheSubject_replacesIt() {
    Limits limits =
        Limits.of(
            List.of(
                LimitRule.of("key:*", Dimension.REQUESTS, 1, Window.DAY),
                LimitRule.of("key:big", Dimension.REQUESTS, 3, Window.DAY)));
    LimitChain big = limits.chain(List.of("key:big"));
    for (int i = 0; i < 3; i++) {
      granted(big, request());
    }
    refused(big, request());
    for (String name : List.of("key:a", "key:b")) {
      LimitChain small = limits.chain(List.of(name));
      granted(small, request());
      refused(small, request());
    }
  }

  @Test
  void states_allInUse_refusesAndForgetsIdleOnes() {
    Limits limits =
        Limits.of(List.of(LimitRule.of("key:*", Dimension.REQUESTS, 1, Window.SECOND)), 2);
    LimitChain first = limits.chain(List.of("key:1"));
    granted(first, request());
    granted(limits.chain(List.of("key:2")), request());
    LimitChain third = limits.chain(List.of("key:3"));
    refused(third, request());
    pass(Duration.ofSeconds(2));
    granted(third, request());
    refused(third, request());
    // The first caller's state was thrown away, but not its limit.
    granted(first, request());
    refused(first, request());
  }
}
