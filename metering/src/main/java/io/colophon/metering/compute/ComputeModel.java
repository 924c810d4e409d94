package io.colophon.metering.compute;

import io.colophon.metering.figure.Method;
import org.jspecify.annotations.Nullable;

/** One rung of the ladder: turns a workload into computing and energy, where it can. Stateless. */
public interface ComputeModel {

  /** Its id and version. */
  Method method();

  /**
   * What the workload took, at one corner of what is known. Called on the path of every generation:
   * allocates nothing, no I/O, never throws.
   *
   * @param model what is known of the model
   * @param work what it did
   * @param corner which end of each interval to take
   * @param said is filled; what cannot be said is unknown, and the reason is the same at each
   *     corner
   */
  void estimate(ModelFacts model, Workload work, Corner corner, Said said);

  /**
   * Why the method is known to be off for a model, null when it is not. Such a rung is asked only
   * after all others, and a reading that rests on one of them says why it was passed over.
   */
  default @Nullable String doubt(ModelFacts model) {
    return null;
  }
}
