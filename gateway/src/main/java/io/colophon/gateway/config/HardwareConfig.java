package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.Count;
import io.colophon.gateway.config.unit.Interval;
import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Confidence;
import io.colophon.provider.spi.Default;
import java.util.Optional;

/** An accelerator that metering does not know, or knows otherwise. */
public record HardwareConfig(
    @About("Dense peak at 16 bits, FLOP a second, such as 989.5T; not the sparse figure.")
        Count flops,
    @About("Dense peak at 8 bits, FLOP a second; absent: none.") Optional<Count> eightBitFlops,
    @About("Memory of one, bytes, such as 80G; absent: unknown.") Optional<Count> memory,
    @About("Bandwidth of its memory, bytes a second, such as 3.35T; absent: unknown.")
        Optional<Count> bandwidth,
    @About("Watts of one with its share of the server while it serves, such as 680 or 610..750.")
        Interval watts,
    @About("kgCO2e of making one with its share of the server; absent: unknown.")
        Optional<Double> embodied,
    @Default("the gateway's configuration") @About("Where the figures come from.") String source) {

  /** Refuses what {@link #accelerator} could not be made from. */
  public HardwareConfig {
    make("of this name", flops, eightBitFlops, memory, bandwidth, watts, embodied, source);
  }

  /** In the form that metering knows. */
  public Accelerator accelerator(String id) {
    return make(id, flops, eightBitFlops, memory, bandwidth, watts, embodied, source);
  }

  private static Accelerator make(
      String id,
      Count flops,
      Optional<Count> eightBitFlops,
      Optional<Count> memory,
      Optional<Count> bandwidth,
      Interval watts,
      Optional<Double> embodied,
      String source) {
    return new Accelerator(
        id,
        flops.value().doubleValue(),
        eightBitFlops.map(peak -> peak.value().doubleValue()).orElse(null),
        memory.map(bytes -> bytes.value().doubleValue()).orElse(null),
        bandwidth.map(bytes -> bytes.value().doubleValue()).orElse(null),
        watts.toFigure(),
        embodied.orElse(null),
        Confidence.SOURCED,
        source);
  }
}
