package io.colophon.metering.estimate;

import io.colophon.metering.environment.CoalRoute;
import io.colophon.metering.environment.GridZone;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import java.util.List;

/** What follows from the energy of a scenario: both carbon routes, side by side. */
final class ScenarioEnergy {
  private ScenarioEnergy() {}

  static void add(List<EstimateRow> rows, double itKwh, double pue, GridZone zone) {
    double kwh = itKwh * pue;
    Figure energy = new Figure.Known(Interval.of(kwh), Scenario.METHOD, "IT energy x PUE " + pue);
    Figure coal = energy.times(CoalRoute.COAL_PER_KWH, CoalRoute.METHOD, CoalRoute.COAL_BASIS);
    rows.add(Scenario.row("energy_it", "kWh", itKwh, "server hours x power"));
    rows.add(new EstimateRow("energy", "kWh", energy, ""));
    rows.add(new EstimateRow("coal", "kgce", coal, ""));
    rows.add(
        new EstimateRow(
            "co2_coal_route",
            "kgCO2",
            coal.times(CoalRoute.CO2_PER_COAL, CoalRoute.METHOD, CoalRoute.CO2_BASIS),
            ""));
    rows.add(
        new EstimateRow("co2e", "kgCO2e", energy.times(zone.gwp(), zone.factors(), zone.id()), ""));
  }
}
