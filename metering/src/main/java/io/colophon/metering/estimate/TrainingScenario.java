package io.colophon.metering.estimate;

import io.colophon.metering.environment.GridZone;
import java.util.ArrayList;
import java.util.List;

/**
 * Training: {@code 6 x parameters x tokens} operations, or as many as somebody published, at a
 * utilisation, in whole server-days.
 *
 * @param name of the scenario
 * @param flop operations
 * @param origin where the number of operations comes from
 * @param utilisation effective share of the peak, above 0 to 1
 * @param server what it runs on
 * @param pue facility energy over IT energy
 * @param zone grid of the carbon figure
 * @param notes for the reader
 */
public record TrainingScenario(
    String name,
    double flop,
    String origin,
    double utilisation,
    ServerProfile server,
    double pue,
    GridZone zone,
    List<String> notes)
    implements Scenario {

  /** Operations of training a transformer. */
  static double flop(double parameters, double tokens) {
    return 6 * parameters * tokens;
  }

  @Override
  public EstimateResult evaluate() {
    double effective = flop / 1e15 / utilisation;
    double pflopsDays = effective / DAY;
    double serverDays = Math.ceil(pflopsDays / server.pflops());
    List<EstimateRow> rows = new ArrayList<>();
    rows.add(Scenario.row("compute", "FLOP", flop, origin));
    rows.add(Scenario.row("compute_effective", "PFLOP", effective, "compute / utilisation"));
    rows.add(Scenario.row("pflops_days", "PFLOPS-days", pflopsDays, "effective / 86,400 s"));
    rows.add(
        Scenario.row(
            "server_days", "days", serverDays, "PFLOPS-days / server, rounded up to whole days"));
    ScenarioEnergy.add(rows, serverDays * 24 * server.kilowatts(), pue, zone);
    return new EstimateResult("training: " + name, rows, notes);
  }
}
