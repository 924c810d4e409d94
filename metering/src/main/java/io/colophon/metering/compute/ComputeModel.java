package io.colophon.metering.compute;

import io.colophon.metering.figure.Method;

/** One rung of the ladder: turns a workload into computing and energy, where it can. Stateless. */
public interface ComputeModel {

  /** Its id and version. */
  Method method();

  /**
   * What the workload took. Called on the path of every generation: cheap, no I/O, never throws;
   * what it cannot say is {@link io.colophon.metering.figure.Figure.Unknown}.
   */
  ComputeEstimate estimate(Workload workload);
}
