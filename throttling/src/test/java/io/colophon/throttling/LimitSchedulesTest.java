package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random schedules on real threads. In each, a few threads do random things with the same small
 * limits: hold, extend, spend, settle, cancel, let a lease run out, close a stream, forget a hold
 * altogether. Whatever they do, the sum of what was granted and not given back stays within every
 * limit at every moment, all of a budget can be used, and in the end nothing is held.
 *
 * <p>{@code -Dcolophon.schedules=1000000} runs as many as were asked for once; a build runs fewer.
 */
class LimitSchedulesTest {
  private static final int SCHEDULES = Integer.getInteger("colophon.schedules", 6_000);
  private static final int THREADS = 3;
  private static final int STEPS = 12;
  private static final long LEASE = 1_000_000;
  private static final Dimension[] DIMENSIONS = {
    Dimension.TOKENS, Dimension.MONEY, Dimension.CONCURRENCY
  };

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** One schedule: budgets for a day, so that time gives nothing back and sums are exact. */
  private static final class Schedule {
    final long tokens;
    final long money;
    final long slots;
    final Limits limits;
    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    final long millis = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    // What the threads know to be granted and not given back, never more than what really is.
    final AtomicLongArray granted = new AtomicLongArray(DIMENSIONS.length);
    final AtomicLong spentTokens = new AtomicLong();

    Schedule(SplittableRandom random) {
      // Small ones are kept exactly; large ones are held in advance by lanes, and run out as well.
      boolean large = random.nextBoolean();
      tokens = large ? 300 + random.nextInt(600) : 5 + random.nextInt(30);
      money = large ? 400 + random.nextInt(800) : 5 + random.nextInt(60);
      slots = large && random.nextBoolean() ? 80 : 1 + random.nextInt(3);
      limits =
          Limits.of(
              List.of(
                  LimitRule.of("*", Dimension.TOKENS, tokens, Window.DAY),
                  LimitRule.of("key:*", Dimension.MONEY, money, Window.MONTH),
                  LimitRule.of("tenant:t", Dimension.CONCURRENCY, slots, Window.AT_ONCE),
                  LimitRule.of("key:k", Dimension.REQUESTS, 1_000_000, Window.HOUR)),
              100,
              Sharing.NONE,
              THREADS,
              true);
      if (large) {
        warm();
      }
    }

    /** Uses the limits until lanes lay out lots of them. */
    private void warm() {
      LimitChain chain = chain();
      for (int i = 0; i < 40; i++) {
        granted(
                chain,
                Amounts.of(Dimension.TOKENS, 1)
                    .with(Dimension.MONEY, 1)
                    .with(Dimension.CONCURRENCY, 1)
                    .with(Dimension.REQUESTS, 1))
            .release(nanos.get(), millis);
      }
    }

    private Hold granted(LimitChain chain, Amounts amounts) {
      Decision decision =
          chain.acquire(new Demand("warm", amounts, LEASE, ""), nanos.get(), millis);
      return ((Decision.Granted) decision).hold();
    }

    LimitChain chain() {
      return limits.chain(List.of("tenant:t", "key:k"));
    }

    long most(int dimension) {
      return switch (dimension) {
        case 0 -> tokens;
        case 1 -> money;
        default -> slots;
      };
    }

    void add(int dimension, long amount, String what) {
      assertThat(granted.addAndGet(dimension, amount))
          .as("%s after %s", DIMENSIONS[dimension], what)
          .isLessThanOrEqualTo(most(dimension));
    }
  }

  /** What one thread has, and what it knows of it. */
  private static final class Mine {
    final Hold hold;
    long tokens;
    long money;
    long spent;
    boolean slot = true;

    Mine(Hold hold, long tokens, long money) {
      this.hold = hold;
      this.tokens = tokens;
      this.money = money;
    }
  }

  @Test
  void schedules_random_nothingIsOvergrantedAndNothingLeaks() throws Exception {
    SplittableRandom seeds = new SplittableRandom(20_261_122);
    long granted = 0;
    long refused = 0;
    for (int i = 0; i < SCHEDULES; i++) {
      Schedule schedule = new Schedule(seeds.split());
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<long[]>> work = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        SplittableRandom random = seeds.split();
        work.add(
            threads.submit(
                () -> {
                  start.await(60, TimeUnit.SECONDS);
                  return run(schedule, random);
                }));
      }
      for (Future<long[]> one : work) {
        long[] counts = one.get(120, TimeUnit.SECONDS);
        granted += counts[0];
        refused += counts[1];
      }
      end(schedule, "schedule " + i);
    }
    assertThat(granted).isGreaterThan(SCHEDULES);
    assertThat(refused).isGreaterThan(SCHEDULES);
  }

  private static long[] run(Schedule schedule, SplittableRandom random) {
    LimitChain chain = schedule.chain();
    Hold kept = chain.hold();
    List<Mine> open = new ArrayList<>();
    long[] counts = new long[2];
    for (int step = 0; step < STEPS; step++) {
      long now = schedule.nanos.addAndGet(random.nextInt(50));
      if (open.isEmpty() || random.nextInt(3) > 0) {
        long tokens = random.nextLong(schedule.tokens / 3 + 1);
        long money = random.nextLong(schedule.money / 3 + 1);
        Demand demand =
            Demand.one("g", java.time.Duration.ofNanos(LEASE))
                .with(Dimension.TOKENS, tokens)
                .with(Dimension.MONEY, money)
                .on("s");
        boolean reuse = open.stream().noneMatch(one -> one.hold == kept) && random.nextBoolean();
        Decision decision =
            reuse
                ? chain.acquire(kept, demand, now, schedule.millis)
                : chain.acquire(demand, now, schedule.millis);
        if (decision instanceof Decision.Granted yes) {
          schedule.add(0, tokens, "grant");
          schedule.add(1, money, "grant");
          schedule.add(2, 1, "grant");
          open.add(new Mine(yes.hold(), tokens, money));
          counts[0]++;
        } else {
          counts[1]++;
        }
      } else {
        Mine mine = open.get(random.nextInt(open.size()));
        if (change(schedule, random, mine, now)) {
          open.remove(mine);
        }
      }
    }
    // A thread that dies leaves its holds to their leases; another one gives them back.
    if (random.nextInt(3) > 0) {
      open.forEach(mine -> finish(schedule, random, mine, schedule.nanos.get()));
    }
    return counts;
  }

  /** Does something with a hold; true when that ended it. */
  private static boolean change(Schedule schedule, SplittableRandom random, Mine mine, long now) {
    switch (random.nextInt(5)) {
      case 0 -> {
        long more = random.nextLong(schedule.tokens / 4 + 1);
        Amounts amounts = Amounts.of(Dimension.TOKENS, more);
        if (mine.hold.extend(amounts, now, schedule.millis) instanceof Decision.Granted) {
          schedule.add(0, more, "extension");
          mine.tokens += more;
        }
        return false;
      }
      case 1 -> {
        long part = random.nextLong(mine.tokens - mine.spent + 1);
        mine.spent += part;
        schedule.spentTokens.addAndGet(part);
        mine.hold.spend(Amounts.of(Dimension.TOKENS, part), now, schedule.millis);
        return false;
      }
      case 2 -> {
        if (mine.slot) {
          mine.slot = false;
          schedule.add(2, -1, "free slot");
          mine.hold.freeSlots(now, schedule.millis);
        }
        return false;
      }
      default -> {
        finish(schedule, random, mine, now);
        return true;
      }
    }
  }

  private static void finish(Schedule schedule, SplittableRandom random, Mine mine, long now) {
    if (mine.slot) {
      schedule.add(2, -1, "end");
    }
    // What is given back is taken off first, so that the sum is never more than what really is.
    if (random.nextBoolean()) {
      schedule.add(0, mine.spent - mine.tokens, "release");
      schedule.add(1, -mine.money, "release");
      mine.hold.release(now, schedule.millis);
    } else {
      long tokens = mine.spent + random.nextLong(mine.tokens - mine.spent + 1);
      schedule.add(0, tokens - mine.tokens, "settlement");
      schedule.spentTokens.addAndGet(tokens - mine.spent);
      mine.hold.settle(
          Amounts.of(Dimension.TOKENS, tokens).with(Dimension.MONEY, mine.money),
          now,
          schedule.millis);
    }
  }

  /** Leases run out; then nothing is held, what was used is right, and the rest can be used. */
  private static void end(Schedule schedule, String which) {
    long after = schedule.nanos.get() + 2 * LEASE;
    schedule.limits.expire(after, schedule.millis);
    assertThat(schedule.limits.openHolds()).as(which).isZero();
    for (LimitUsage usage : schedule.limits.usage(after, schedule.millis)) {
      assertThat(usage.held()).as("%s: held of %s", which, usage).isZero();
      if (usage.rule().dimension() == Dimension.TOKENS) {
        assertThat(usage.used()).as(which).isEqualTo(schedule.spentTokens.get());
      }
    }
    long rest = schedule.tokens - schedule.spentTokens.get();
    LimitChain chain = schedule.limits.chain(List.of());
    assertThat(chain.spend(Amounts.of(Dimension.TOKENS, rest + 1), after, schedule.millis))
        .as(which)
        .isInstanceOf(Decision.Refused.class);
    assertThat(chain.spend(Amounts.of(Dimension.TOKENS, rest), after, schedule.millis))
        .as(which)
        .isNull();
  }
}
