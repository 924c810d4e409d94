package io.colophon.benchmarks.micro;

import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.benchmarks.server.LoadConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A generation through the pipeline with a provider that answers from memory: held, routed,
 * labelled, recorded on disk, metered, settled on disk. {@value #AT_ONCE} at a time, so that they
 * share the disk's forces, whose time is in the figure. {@link PipelineCpu} leaves that out: on a
 * busy machine the CPU and the bytes of {@code -prof gc} are what can be repeated. {@code LEAN} has
 * no limits, prices, estimates and choice: the difference is what they add.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PipelineBenchmark {
  private static final int AT_ONCE = 256;

  @Param({"LEAN", "FULL"})
  public LoadConfig.Extent extent = LoadConfig.Extent.FULL;

  private Path folder;
  private PipelineFixture pipeline;
  private long next;

  /** Opens everything on disk. */
  @Setup
  public void setUp() throws IOException {
    folder = TemporaryFolder.make(Path.of("target", "jmh"));
    pipeline = new PipelineFixture(folder, extent);
  }

  /** Closes it and deletes what it wrote. */
  @TearDown
  public void tearDown() throws IOException {
    pipeline.close();
    TemporaryFolder.delete(folder);
  }

  /** From the request to the receipt. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void generate(PipelineCpu cpu) throws InterruptedException {
    EndLatch end = new EndLatch(AT_ONCE);
    for (int i = 0; i < AT_ONCE; i++) {
      pipeline.begin("generation-" + next++, end);
    }
    end.await();
    cpu.add(AT_ONCE);
  }
}
