package io.colophon.benchmarks.micro;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.colophon.throttling.adaptive.AdaptiveLimit;
import io.colophon.throttling.adaptive.AdaptiveRules;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
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
 * Takes a place at a target that has room and gives it back: ours with an adaptive limit, and two
 * rivals. The bulkhead's limit is fixed; the limiter of concurrency-limits measures each request
 * itself, which for ours is a call of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlaceBenchmark {
  private static final int MOST = 64;

  private AdaptiveLimit limit;
  private Bulkhead bulkhead;
  private Limiter<Void> limiter;

  /** Places enough. */
  @Setup
  public void setUp() {
    limit =
        new AdaptiveLimit(
            MOST,
            Optional.of(new AdaptiveRules(4, 1.5, 3, Duration.ofMinutes(1).toNanos())),
            new SplittableRandom(1));
    bulkhead =
        Bulkhead.of(
            "target",
            BulkheadConfig.custom()
                .maxConcurrentCalls(MOST)
                .maxWaitDuration(Duration.ZERO)
                .build());
    limiter = SimpleLimiter.newBuilder().limit(Gradient2Limit.newDefault()).build();
  }

  /** Ours. */
  @Benchmark
  public void place() {
    if (!limit.tryEnter()) {
      throw new IllegalStateException("no place, expected room");
    }
    limit.leave();
  }

  /** Ours, with what an attempt tells of its speed. */
  @Benchmark
  public void placeObserved() {
    if (!limit.tryEnter()) {
      throw new IllegalStateException("no place, expected room");
    }
    limit.firstOutput(1_000_000, 100, 1, System.nanoTime());
    limit.leave();
  }

  /** Resilience4j's. */
  @Benchmark
  public void placeResilience4j() {
    if (!bulkhead.tryAcquirePermission()) {
      throw new IllegalStateException("no place, expected room");
    }
    bulkhead.onComplete();
  }

  /** Gradient2 of concurrency-limits. */
  @Benchmark
  public void placeConcurrencyLimits() {
    limiter.acquire(null).orElseThrow().onSuccess();
  }
}
