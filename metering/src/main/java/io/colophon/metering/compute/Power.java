package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.figure.Figure;
import org.jspecify.annotations.Nullable;

/** From accelerator seconds to energy and to a share of making the hardware. */
final class Power {
  static final Figure.Unknown NO_ACCELERATOR = new Figure.Unknown("the accelerator is not known");
  static final Figure.Unknown NO_EMBODIED =
      new Figure.Unknown("the hardware's making is not known");

  private static final double JOULES_PER_KWH = 3.6e6;

  /** As EcoLogits has it: three years, in use all the time. */
  private static final double LIFETIME_SECONDS = 3 * 365 * 24 * 60 * 60;

  private Power() {}

  /** Says time, energy and embodied carbon. */
  static void say(Said said, Accelerator accelerator, Corner corner, double seconds) {
    said.known(Said.SECONDS, seconds, accelerator.id());
    said.known(
        Said.ENERGY,
        seconds * corner.of(accelerator.servingWatts()) / JOULES_PER_KWH,
        accelerator.id());
    Double embodied = accelerator.embodiedKg();
    if (embodied == null) {
      said.unknown(Said.EMBODIED, NO_EMBODIED);
    } else {
      said.known(Said.EMBODIED, seconds / LIFETIME_SECONDS * embodied, accelerator.id());
    }
  }

  /** Says that time, energy and embodied carbon are unknown for want of an accelerator. */
  static void sayNone(Said said) {
    said.unknown(Said.SECONDS, NO_ACCELERATOR);
    said.unknown(Said.ENERGY, NO_ACCELERATOR);
    said.unknown(Said.EMBODIED, NO_EMBODIED);
  }

  /**
   * The accelerator to compute with: the known one, or, where a rung assumes one, what is common in
   * data centres, the most efficient in the low corner and the least in the high one.
   */
  static @Nullable Accelerator pick(ModelFacts model, boolean assume, Corner corner, Said said) {
    Accelerator known = model.serving().accelerator();
    if (known != null || !assume) {
      return known;
    }
    said.assume(Assumption.ASSUMED_ACCELERATOR);
    return corner == Corner.LOW ? Common.LOW : corner == Corner.BEST ? Common.BEST : Common.HIGH;
  }

  /** Read on first use. */
  private static final class Common {
    private static final Accelerator LOW = Accelerators.get("b200");
    private static final Accelerator BEST = Accelerators.get("h100");
    private static final Accelerator HIGH = Accelerators.get("a100");
  }
}
