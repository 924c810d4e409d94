package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.metering.environment.GridZone;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.Default;
import java.util.Optional;

/** An electricity grid that metering does not know, or whose factors the operator knows better. */
public record GridConfig(
    @Range(min = "0", max = "100") @About("Greenhouse gases, kgCO2e for each kWh.") double gwp,
    @Range(min = "0", max = "1000") @About("Primary energy, MJ for each kWh; absent: unknown.")
        Optional<Double> pe,
    @Range(min = "0", max = "1000")
        @About("Water of generation, litres for each kWh; absent: unknown.")
        Optional<Double> wue,
    @Range(min = "0", max = "1")
        @About("Depletion of minerals, kgSb-eq for each kWh; absent: unknown.")
        Optional<Double> adpe,
    @About("Edition of the factors, such as 2025; written beside every figure made with them.")
        String edition,
    @Default("the gateway's configuration") @About("Where the factors come from.") String source) {

  /** In the form that metering knows. */
  public GridZone zone(String id) {
    return new GridZone(
        id,
        new Method("grid-configured", edition),
        gwp,
        pe.orElse(null),
        wue.orElse(null),
        adpe.orElse(null),
        source);
  }
}
