package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many threads on the same limits: nothing is overdrawn, nothing is lost. */
class LimitsStressTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 25_000;
  private static final long DAY_TOKENS = 3_000_000;
  private static final long SLOTS = 3;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final long millis = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
  private final List<LimitRule> rules =
      List.of(
          LimitRule.of("tenant:t", Dimension.TOKENS, DAY_TOKENS, Window.DAY),
          LimitRule.of("key:*", Dimension.CONCURRENCY, SLOTS, Window.AT_ONCE),
          LimitRule.of("*", Dimension.REQUESTS, 20_000, Window.SECOND).withBurst(100));
  private final Limits limits = Limits.of(rules);
  private final AtomicLong inside = new AtomicLong();
  private final AtomicLong tokens = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong heldTokens = new AtomicLong();

  @Test
  void limits_manyThreads_neverOverdrawnAndNothingLeaks() throws Exception {
    long start = nanos.get();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try {
      List<Future<Void>> work = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long seed = i;
        work.add(threads.submit(() -> run(new SplittableRandom(seed))));
      }
      work.add(threads.submit(this::reload));
      for (Future<Void> one : work) {
        one.get(300, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    long elapsed = nanos.get() - start;
    assertThat(requests.get())
        .as("requests in %s ns", elapsed)
        .isLessThanOrEqualTo(100 + elapsed * 20_000 / 1_000_000_000L)
        .isGreaterThan(1_000);
    assertThat(tokens.get()).isLessThanOrEqualTo(DAY_TOKENS);
    assertThat(limits.openHolds()).isZero();
    for (LimitUsage usage : limits.usage(nanos.get(), millis)) {
      assertThat(usage.held()).as("held of %s", usage).isZero();
      if (usage.rule().dimension() == Dimension.TOKENS) {
        assertThat(usage.used()).isEqualTo(tokens.get());
      }
    }
  }

  /** Reloads that keep these rules, and looks for ended leases, may not disturb anybody. */
  private Void reload() {
    List<LimitRule> more = new ArrayList<>(rules);
    more.add(LimitRule.of("key:*", Dimension.MONEY, 1_000, Window.HOUR));
    for (int i = 0; i < 400; i++) {
      limits.reconfigure(i % 2 == 0 ? more : rules);
      assertThat(limits.expire(nanos.get(), millis)).isZero();
      Thread.yield();
    }
    limits.reconfigure(rules);
    return null;
  }

  private Void run(SplittableRandom random) {
    LimitChain chain = limits.chain(List.of("tenant:t", "key:k"));
    for (int i = 0; i < ROUNDS; i++) {
      long now = nanos.addAndGet(random.nextLong(40_000));
      long demanded = random.nextLong(400);
      Decision decision =
          chain.acquire(
              Demand.one("g", Duration.ofHours(1)).with(Dimension.TOKENS, demanded), now, millis);
      if (decision instanceof Decision.Granted granted) {
        requests.incrementAndGet();
        assertThat(inside.incrementAndGet()).as("at once").isLessThanOrEqualTo(SLOTS);
        assertThat(heldTokens.addAndGet(demanded)).isLessThanOrEqualTo(DAY_TOKENS);
        if (random.nextInt(30) == 0) {
          Thread.yield();
        }
        end(random, granted.hold(), demanded);
      }
    }
    return null;
  }

  private void end(SplittableRandom random, Hold hold, long demanded) {
    inside.decrementAndGet();
    long now = nanos.get();
    if (random.nextInt(5) == 0) {
      heldTokens.addAndGet(-demanded);
      hold.release(now, millis);
    } else {
      long used = random.nextLong(demanded + 1);
      tokens.addAndGet(used);
      heldTokens.addAndGet(used - demanded);
      hold.settle(Amounts.of(Dimension.TOKENS, used), now, millis);
    }
  }

  @Test
  void budget_contended_isUsedToTheLastUnit() throws Exception {
    Limits budget = Limits.of(List.of(LimitRule.of("*", Dimension.MONEY, 10_007, Window.MONTH)));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicLong granted = new AtomicLong();
    try {
      Callable<Void> spender =
          () -> {
            LimitChain chain = budget.chain(List.of());
            Demand one = Demand.one("g", Duration.ofHours(1)).with(Dimension.MONEY, 1);
            while (chain.acquire(one, nanos.get(), millis) instanceof Decision.Granted yes) {
              granted.incrementAndGet();
              yes.hold().settle(Amounts.of(Dimension.MONEY, 1), nanos.get(), millis);
            }
            return null;
          };
      for (Future<Void> one : threads.invokeAll(List.of(spender, spender, spender, spender))) {
        one.get(300, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(granted.get()).isEqualTo(10_007);
  }
}
