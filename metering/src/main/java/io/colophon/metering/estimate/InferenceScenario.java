package io.colophon.metering.estimate;

import io.colophon.metering.environment.GridZone;
import java.util.ArrayList;
import java.util.List;

/**
 * One day of serving: {@code 2 x parameters x tokens} operations per turn at a utilisation, on
 * whole servers that run all day.
 *
 * @param name of the scenario
 * @param parameters of the model, active ones
 * @param visitsPerDay users or sessions in a day
 * @param turnsPerVisit questions in a session
 * @param tokensPerTurn read and written
 * @param utilisation effective share of the peak, above 0 to 1
 * @param server what it runs on
 * @param pue facility energy over IT energy; 1 for IT energy alone
 * @param zone grid of the carbon figure
 * @param notes for the reader
 */
public record InferenceScenario(
    String name,
    double parameters,
    double visitsPerDay,
    double turnsPerVisit,
    double tokensPerTurn,
    double utilisation,
    ServerProfile server,
    double pue,
    GridZone zone,
    List<String> notes)
    implements Scenario {

  @Override
  public EstimateResult evaluate() {
    double perTurn = 2 * parameters * tokensPerTurn / 1e15;
    double perDay = visitsPerDay * turnsPerVisit * perTurn;
    double effective = perDay / utilisation;
    double servers = Math.ceil(effective / DAY / server.pflops());
    List<EstimateRow> rows = new ArrayList<>();
    rows.add(Scenario.row("compute_per_turn", "PFLOP", perTurn, "2 x parameters x tokens"));
    rows.add(Scenario.row("compute", "PFLOP/day", perDay, "visits x turns x compute per turn"));
    rows.add(Scenario.row("compute_effective", "PFLOP/day", effective, "compute / utilisation"));
    rows.add(
        Scenario.row("servers", "servers", servers, "effective / 86,400 s / server, rounded up"));
    ScenarioEnergy.add(rows, servers * server.kilowatts() * 24, pue, zone);
    return new EstimateResult("inference, one day: " + name, rows, notes);
  }
}
