package io.colophon.benchmarks.micro;

import io.colophon.throttling.Amounts;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import io.colophon.throttling.Window;
import io.github.bucket4j.Bucket;
import java.time.Duration;
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
 * Holds an estimate on a limit of requests and one of tokens, and gives the difference back. The
 * rival does the same with two buckets; it keeps no hold that could be taken back when its owner
 * forgets it, and does not say which of the two refused.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LimiterBenchmark {
  /** Per minute; just under one in a nanosecond, which is the most that Bucket4j takes. */
  private static final long PLENTY = 59_000_000_000L;

  private static final long ESTIMATE = 110;
  private static final long USED = 25;

  private LimitChain chain;
  private Bucket requests;
  private Bucket tokens;

  /** Limits that refuse nobody. */
  @Setup
  public void setUp() {
    chain =
        Limits.of(
                List.of(
                    LimitRule.of("key:load", Dimension.REQUESTS, PLENTY, Window.MINUTE),
                    LimitRule.of("key:load", Dimension.TOKENS, PLENTY, Window.MINUTE)))
            .chain(List.of("tenant:bench", "key:load"));
    requests = bucket();
    tokens = bucket();
  }

  private static Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(PLENTY).refillGreedy(PLENTY, Duration.ofMinutes(1)))
        .withNanosecondPrecision()
        .build();
  }

  /** Acquires and settles. */
  @Benchmark
  public void hold() {
    long now = System.nanoTime();
    long millis = System.currentTimeMillis();
    Demand demand =
        Demand.one("generation", Duration.ofMinutes(1)).with(Dimension.TOKENS, ESTIMATE);
    if (!(chain.acquire(demand, now, millis) instanceof Decision.Granted granted)) {
      throw new IllegalStateException("refused, expected room");
    }
    granted.hold().settle(Amounts.of(Dimension.TOKENS, USED), System.nanoTime(), millis);
  }

  /** Consumes and adds back. */
  @Benchmark
  public void bucket4j() {
    if (!requests.tryConsume(1) || !tokens.tryConsume(ESTIMATE)) {
      throw new IllegalStateException("refused, expected room");
    }
    tokens.addTokens(ESTIMATE - USED);
  }
}
