package io.colophon.benchmarks.rounds;

import io.colophon.benchmarks.load.LoadFigures;

/** What one server did in one leg, over all rounds. */
final class Measured {
  final Spread callsPerSecond = new Spread();
  final Spread p50Micros = new Spread();
  final Spread p99Micros = new Spread();
  final Spread maxMicros = new Spread();
  final Spread cpuPerCall = new Spread();
  final Spread steadyPerCall = new Spread();
  final Spread steadyPerMessage = new Spread();
  final Spread kibPerCall = new Spread();
  private long wrong;

  /**
   * @param cpuMicros of the whole process
   * @param compilerMicros the JVM's compiler in it
   */
  void add(LoadFigures figures, long cpuMicros, long compilerMicros, long allocatedBytes) {
    callsPerSecond.add(figures.perSecond());
    p50Micros.add(figures.micros(50));
    p99Micros.add(figures.micros(99));
    maxMicros.add(figures.maxMicros());
    cpuPerCall.add((double) cpuMicros / figures.right());
    double steadyMicros = cpuMicros - compilerMicros;
    steadyPerCall.add(steadyMicros / figures.right());
    steadyPerMessage.add(steadyMicros / figures.messages());
    kibPerCall.add(allocatedBytes / 1024.0 / figures.right());
    wrong += figures.wrong();
  }

  /** Calls that failed or were answered wrongly, in all rounds. */
  long wrong() {
    return wrong;
  }
}
