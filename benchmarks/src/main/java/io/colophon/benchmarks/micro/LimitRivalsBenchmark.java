package io.colophon.benchmarks.micro;

import com.google.common.util.concurrent.RateLimiter;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.colophon.throttling.Allotment;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.Hold;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import io.colophon.throttling.Window;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision on one key that all threads share, by us and by others; none of them is ever
 * refused. Whoever says "clock read" reads {@link System#nanoTime} once, as the others do inside.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LimitRivalsBenchmark {
  /** Per minute; just under one in a nanosecond, which is the most that Bucket4j takes. */
  private static final long PLENTY = 59_000_000_000L;

  private static final long MILLIS = 1_800_000_000_000L;
  private static final Amounts ONE = Amounts.of(Dimension.REQUESTS, 1);
  private static final int SLOTS = 100_000;

  private LimitChain chain;
  private LimitChain slots;
  private Bucket bucket;
  private io.github.resilience4j.ratelimiter.RateLimiter resilience;
  private RateLimiter guava;
  private Limiter<Void> netflix;
  private long fixedNanos;

  /** What each thread keeps. */
  @State(Scope.Thread)
  public static class Mine {
    private Allotment allotment;
    private Hold hold;
    private Demand demand;

    /** Draws the first chunk. */
    @Setup
    public void setUp(LimitRivalsBenchmark all) {
      allotment = all.chain.allotment("loop", Dimension.REQUESTS, 1_000_000, Duration.ofHours(1));
      hold = all.slots.hold();
      demand = Demand.one("generation", Duration.ofHours(1));
    }
  }

  /** Limits that refuse nobody. */
  @Setup
  public void setUp() {
    fixedNanos = System.nanoTime();
    chain =
        Limits.of(List.of(LimitRule.of("key:k", Dimension.REQUESTS, PLENTY, Window.MINUTE)))
            .chain(List.of("key:k"));
    slots =
        Limits.of(List.of(LimitRule.of("key:k", Dimension.CONCURRENCY, SLOTS, Window.AT_ONCE)))
            .chain(List.of("key:k"));
    bucket =
        Bucket.builder()
            .addLimit(limit -> limit.capacity(PLENTY).refillGreedy(PLENTY, Duration.ofMinutes(1)))
            .withNanosecondPrecision()
            .build();
    resilience =
        io.github.resilience4j.ratelimiter.RateLimiter.of(
            "k",
            RateLimiterConfig.custom()
                .limitForPeriod(Integer.MAX_VALUE)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ZERO)
                .build());
    guava = RateLimiter.create(1e9);
    netflix = SimpleLimiter.newBuilder().limit(FixedLimit.of(SLOTS)).build();
  }

  /** The clock alone, which is a part of every figure that reads it. */
  @Benchmark
  public long clockAlone() {
    return System.nanoTime();
  }

  /** One request of a key, with its clock read. */
  @Benchmark
  public @Nullable Decision oneKey() {
    return chain.spend(ONE, System.nanoTime(), MILLIS);
  }

  /** One request of a key, with a time that the caller has already. */
  @Benchmark
  public @Nullable Decision oneKeyTimeKnown() {
    return chain.spend(ONE, fixedNanos, MILLIS);
  }

  /** One request out of what the thread holds in advance. */
  @Benchmark
  public boolean oneKeyAllotment(Mine mine) {
    return mine.allotment.take(1) || more(mine);
  }

  private boolean more(Mine mine) {
    if (mine.allotment.take(1, System.nanoTime(), MILLIS) != null) {
      throw new IllegalStateException("refused, expected room");
    }
    return true;
  }

  /** One slot, taken and given back, with one clock read. */
  @Benchmark
  public void oneSlot(Mine mine) {
    long now = System.nanoTime();
    if (!(slots.acquire(mine.hold, mine.demand, now, MILLIS) instanceof Decision.Granted)) {
      throw new IllegalStateException("refused, expected room");
    }
    mine.hold.release(now, MILLIS);
  }

  /** One token of a bucket. */
  @Benchmark
  public boolean oneKeyBucket4j() {
    return bucket.tryConsume(1);
  }

  /** One permission of a cycle. */
  @Benchmark
  public boolean oneKeyResilience4j() {
    return resilience.acquirePermission();
  }

  /** One permit of a smooth rate. */
  @Benchmark
  public boolean oneKeyGuava() {
    return guava.tryAcquire();
  }

  /** One slot of a fixed limit, taken and given back. */
  @Benchmark
  public void oneSlotConcurrencyLimits() {
    netflix
        .acquire(null)
        .orElseThrow(() -> new IllegalStateException("refused, expected room"))
        .onSuccess();
  }
}
