package io.colophon.metering.compute;

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

  private static final Method METHOD = new Method("measured-local", "1");
  private static final String COUNTED = "counted by the provider";
  private static final Figure.Unknown NO_FLOP =
      new Figure.Unknown("the provider counts no operations");
  private static final Figure.Unknown NO_ACCELERATOR =
      new Figure.Unknown("the provider reports no accelerator time");
  private static final Figure.Unknown NO_TIME =
      new Figure.Unknown("the provider reports no CPU or accelerator time");
  private static final Figure.Unknown NO_POWER =
      new Figure.Unknown("accelerator time is measured, but the accelerator is not known");
  private static final Figure.Unknown NO_EMBODIED =
      new Figure.Unknown("the hardware's making is not known");

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
  public ComputeEstimate estimate(Workload workload) {
    long flop = workload.count(UsageUnit.FLOP);
    long cpuNanos = workload.count(UsageUnit.CPU_NANOS);
    long acceleratorMillis = workload.count(UsageUnit.ACCELERATOR_MILLIS);
    return new ComputeEstimate(
        flop < 0 ? NO_FLOP : known(Interval.of(flop), COUNTED),
        acceleratorMillis < 0
            ? NO_ACCELERATOR
            : known(Interval.of(acceleratorMillis / 1e3), COUNTED),
        energy(workload, cpuNanos, acceleratorMillis),
        NO_EMBODIED);
  }

  private Figure energy(Workload workload, long cpuNanos, long acceleratorMillis) {
    if (cpuNanos < 0 && acceleratorMillis < 0) {
      return NO_TIME;
    }
    if (acceleratorMillis <= 0) {
      return cpuNanos < 0
          ? known(Interval.ZERO, "no accelerator time")
          : known(kwhPerCpuNano.times(cpuNanos), "CPU time x W/core");
    }
    var accelerator = workload.model().accelerator();
    if (accelerator == null) {
      return NO_POWER;
    }
    // The serving power of an accelerator includes its share of the host, so CPU time adds nothing.
    return known(
        accelerator.servingWatts().times(acceleratorMillis / 3.6e9), "accelerator time x power");
  }

  private static Figure.Known known(Interval value, String basis) {
    return new Figure.Known(value, METHOD, basis);
  }
}
