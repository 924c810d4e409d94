package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.report.Section;

/** One question with its figures. */
interface Scenario {

  /**
   * How much of it is run.
   *
   * @param seeds how many; they are 1, 2, 3 ...
   * @param requests of each run
   */
  record Extent(int seeds, int requests) {
    public Extent {
      if (seeds < 1 || requests < 1) {
        throw new IllegalArgumentException(
            seeds + " seeds and " + requests + " requests, expected at least 1 of each");
      }
    }
  }

  /** In commands, markers and file names. */
  String name();

  Section run(Extent extent);
}
