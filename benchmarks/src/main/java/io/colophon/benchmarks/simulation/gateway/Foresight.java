package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.engine.Draws;

/** What a gateway knows beforehand of the length of an output. */
public enum Foresight {
  /** The mean of all. */
  MEAN {
    @Override
    double expect(double output, double mean, int request) {
      return mean;
    }
  },

  /** The length times a log-normal error of sigma 0.5. */
  NOISY {
    @Override
    double expect(double output, double mean, int request) {
      return output * StrictMath.exp(0.5 * Draws.of(request, "foresight").gaussian());
    }
  },

  /** The length. */
  EXACT {
    @Override
    double expect(double output, double mean, int request) {
      return output;
    }
  };

  abstract double expect(double output, double mean, int request);
}
