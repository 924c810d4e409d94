package io.colophon.benchmarks.micro;

import io.colophon.benchmarks.load.ProcessFigures;
import java.io.IOException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * CPU time of all threads, the compiler's left out, and the calls that it was spent on; both are
 * summed over the iterations, so that one divided by the other is the CPU time of a call. Time that
 * the disk took, or that neighbours had the CPU, is not in it.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class PipelineCpu {
  private final ProcessFigures process = new ProcessFigures(ProcessHandle.current().pid());
  private long startMicros;
  private long calls;

  /** Begins to count. */
  @Setup(Level.Iteration)
  public void begin() throws IOException {
    startMicros = micros();
    calls = 0;
  }

  void add(int ended) {
    calls += ended;
  }

  /** Microseconds of CPU, in steps of 10,000. */
  public long cpuMicros() throws IOException {
    return micros() - startMicros;
  }

  /** Calls that have ended. */
  public long calls() {
    return calls;
  }

  private long micros() throws IOException {
    return process.cpuMicros() - process.compilerMicros();
  }
}
