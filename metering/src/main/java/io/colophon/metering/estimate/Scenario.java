package io.colophon.metering.estimate;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;

/** A whole plan: training a model, or serving it to the public. */
public sealed interface Scenario permits TrainingScenario, InferenceScenario {

  /** Computes it. */
  EstimateResult evaluate();

  /** A row of a scenario. */
  static EstimateRow row(String name, String unit, double value, String formula) {
    return new EstimateRow(name, unit, new Figure.Known(Interval.of(value), METHOD, formula), "");
  }

  /** Method of the arithmetic of scenarios. */
  Method METHOD = new Method("scenario", "1");

  /** Seconds of a day. */
  double DAY = 86_400;
}
