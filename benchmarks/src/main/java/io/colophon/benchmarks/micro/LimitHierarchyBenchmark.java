package io.colophon.benchmarks.micro;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * Organisation, team, key and model, each with a limit on requests, tokens, money and slots: a
 * demand is held on all sixteen, and the hold is settled with less than was held.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LimitHierarchyBenchmark {
  private static final List<String> SUBJECTS = List.of("org:o", "team:t", "key:k", "model:m");
  private static final long PLENTY = 59_000_000_000L;
  private static final long MONEY = 1L << 59;
  private static final long SLOTS = 100_000;
  private static final long MILLIS = 1_800_000_000_000L;
  private static final long TOKENS = 110;
  private static final long NANOS = 400;
  private static final Amounts USED = Amounts.of(Dimension.TOKENS, 25).with(Dimension.MONEY, 90);

  private LimitChain chain;
  private final List<Bucket> requests = new ArrayList<>();
  private final List<Bucket> tokens = new ArrayList<>();
  private final List<Bucket> money = new ArrayList<>();
  private final List<Bucket> slots = new ArrayList<>();

  /** What each thread keeps. */
  @State(Scope.Thread)
  public static class Mine {
    private Hold hold;
    private Demand demand;

    /** Makes the hold that is used again and again. */
    @Setup
    public void setUp(LimitHierarchyBenchmark all) {
      hold = all.chain.hold();
      demand =
          Demand.one("generation", Duration.ofHours(1))
              .with(Dimension.TOKENS, TOKENS)
              .with(Dimension.MONEY, NANOS);
    }
  }

  /** Limits that refuse nobody. */
  @Setup
  public void setUp() {
    List<LimitRule> rules = new ArrayList<>();
    for (String subject : SUBJECTS) {
      rules.add(LimitRule.of(subject, Dimension.REQUESTS, PLENTY, Window.MINUTE));
      rules.add(LimitRule.of(subject, Dimension.TOKENS, PLENTY, Window.MINUTE));
      rules.add(LimitRule.of(subject, Dimension.MONEY, MONEY, Window.DAY));
      rules.add(LimitRule.of(subject, Dimension.CONCURRENCY, SLOTS, Window.AT_ONCE));
      requests.add(bucket());
      tokens.add(bucket());
      money.add(bucket());
      slots.add(bucket());
    }
    chain = Limits.of(rules).chain(SUBJECTS);
  }

  private static Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(PLENTY).refillGreedy(PLENTY, Duration.ofMinutes(1)))
        .withNanosecondPrecision()
        .build();
  }

  /** Sixteen limits, one clock read. */
  @Benchmark
  public void fourLevels(Mine mine) {
    long now = System.nanoTime();
    if (!(chain.acquire(mine.hold, mine.demand, now, MILLIS) instanceof Decision.Granted)) {
      throw new IllegalStateException("refused, expected room");
    }
    mine.hold.settle(USED, now, MILLIS);
  }

  /** The same with a hold for each demand. */
  @Benchmark
  public void fourLevelsFreshHold(Mine mine) {
    long now = System.nanoTime();
    if (!(chain.acquire(mine.demand, now, MILLIS) instanceof Decision.Granted granted)) {
      throw new IllegalStateException("refused, expected room");
    }
    granted.hold().settle(USED, now, MILLIS);
  }

  /** Sixteen buckets: consumes, adds back; no rollback, no owner, no lease. */
  @Benchmark
  public void fourLevelsBucket4j() {
    for (int i = 0; i < SUBJECTS.size(); i++) {
      if (!requests.get(i).tryConsume(1)
          || !tokens.get(i).tryConsume(TOKENS)
          || !money.get(i).tryConsume(NANOS)
          || !slots.get(i).tryConsume(1)) {
        throw new IllegalStateException("refused, expected room");
      }
    }
    for (int i = 0; i < SUBJECTS.size(); i++) {
      tokens.get(i).addTokens(85);
      money.get(i).addTokens(310);
      slots.get(i).addTokens(1);
    }
  }
}
