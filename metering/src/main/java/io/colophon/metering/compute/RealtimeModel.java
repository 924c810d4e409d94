package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.UsageUnit;

/**
 * {@code realtime-session}: a session that stays open while both sides are silent. Its tokens cost
 * what {@link TransformerModel} says; besides, it holds one of the replica's places all the time,
 * at an idle share of the serving power.
 */
public final class RealtimeModel implements ComputeModel {
  /** Power of a place that is held but idle, as a share of the serving power; an assumption. */
  static final Interval IDLE = new Interval(0.1, 0.3, 0.5);

  private static final Method METHOD = new Method("realtime-session", "1");
  private static final String BASIS = "tokens, and a place held for the session";
  private static final double JOULES_PER_KWH = 3.6e6;
  private static final Figure.Unknown NO_SESSION = new Figure.Unknown("no session was held open");

  private final TransformerModel tokens = TransformerModel.onKnown();

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    long millis = work.count(UsageUnit.SESSION_MILLIS);
    if (millis < 0) {
      said.notFor(NO_SESSION);
      return;
    }
    tokens.estimate(model, work, corner, said);
    Accelerator accelerator = model.serving().accelerator();
    Interval parameters = model.totalParameters();
    if (accelerator == null || parameters == null || !said.knows(Said.SECONDS)) {
      return;
    }
    double replica = model.serving().replica(corner.of(parameters), accelerator);
    double held = millis / 1e3 * replica / model.serving().batch(corner, replica);
    double idle = held * corner.of(IDLE) * corner.of(accelerator.servingWatts()) / JOULES_PER_KWH;
    said.known(Said.SECONDS, said.acceleratorSeconds() + held, BASIS);
    said.known(Said.ENERGY, said.itEnergy() + idle, BASIS);
  }
}
