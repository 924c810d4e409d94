package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.UsageUnit;

/**
 * {@code measured-local}: takes the provider's own count of operations, CPU time and accelerator
 * time. CPU energy is CPU seconds times watts per busy core; accelerator energy is accelerator
 * seconds times the serving power of the accelerator, where that is known.
 */
public final class MeasuredModel implements ComputeModel {
  /**
   * Watts of one busy core with its share of the machine: thermal design power per core of common
   * server processors (about 4) to desktop processors (about 12).
   */
  public static final Interval DEFAULT_WATTS_PER_CORE = new Interval(4, 7, 12);

  static final Method METHOD = new Method("measured-local", "1");
  private static final String COUNTED = "counted by the provider";
  private static final Figure.Unknown NO_FLOP =
      new Figure.Unknown("the provider counts no operations");
  private static final Figure.Unknown NO_ACCELERATOR =
      new Figure.Unknown("the provider reports no accelerator time");
  private static final Figure.Unknown NO_TIME =
      new Figure.Unknown("the provider reports no CPU or accelerator time");
  private static final Figure.Unknown NO_POWER =
      new Figure.Unknown("accelerator time is measured, but the accelerator is not known");

  private final Interval kwhPerCpuNano;

  /**
   * @param wattsPerCore power of one busy core of this machine, watts
   */
  public MeasuredModel(Interval wattsPerCore) {
    this.kwhPerCpuNano = wattsPerCore.times(1e-9 / 3.6e6);
  }

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    said.begin();
    long flop = work.count(UsageUnit.FLOP);
    if (flop < 0) {
      said.unknown(Said.FLOP, NO_FLOP);
    } else {
      said.known(Said.FLOP, flop, COUNTED);
    }
    long millis = work.count(UsageUnit.ACCELERATOR_MILLIS);
    if (millis < 0) {
      said.unknown(Said.SECONDS, NO_ACCELERATOR);
    } else {
      said.known(Said.SECONDS, millis / 1e3, COUNTED);
    }
    said.unknown(Said.EMBODIED, Power.NO_EMBODIED);
    sayEnergy(model, work.count(UsageUnit.CPU_NANOS), millis, corner, said);
  }

  private void sayEnergy(
      ModelFacts model, long cpuNanos, long acceleratorMillis, Corner corner, Said said) {
    if (acceleratorMillis > 0) {
      Accelerator accelerator = model.serving().accelerator();
      if (accelerator == null) {
        said.unknown(Said.ENERGY, NO_POWER);
      } else {
        // The serving power includes the accelerator's share of the host: CPU time adds nothing.
        Power.say(said, accelerator, corner, acceleratorMillis / 1e3);
      }
    } else if (cpuNanos >= 0) {
      said.known(Said.ENERGY, corner.of(kwhPerCpuNano) * cpuNanos, "CPU time x W/core");
    } else if (acceleratorMillis == 0) {
      said.known(Said.ENERGY, 0, "no accelerator time");
    } else {
      said.unknown(Said.ENERGY, NO_TIME);
    }
  }
}
