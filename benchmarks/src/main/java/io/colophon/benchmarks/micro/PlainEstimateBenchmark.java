package io.colophon.benchmarks.micro;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The rival in {@link MeterBenchmark}: decimals in maps, best values of a text alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlainEstimateBenchmark {
  private final PlainEstimate plain = new PlainEstimate();
  private final Map<String, Long> usage = Map.of("input_tokens", 900L, "output_tokens", 400L);

  @Benchmark
  public Map<String, BigDecimal> plain() {
    return plain.of("vendor/big-chat", usage);
  }
}
