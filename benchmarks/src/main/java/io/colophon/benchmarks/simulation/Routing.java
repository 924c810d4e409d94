package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.fleet.Fleets;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.fleet.StallKind;
import io.colophon.benchmarks.simulation.gateway.FleetRun;
import io.colophon.benchmarks.simulation.gateway.Foresight;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Plot;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.report.Seeds;
import io.colophon.benchmarks.simulation.report.Table;
import io.colophon.benchmarks.simulation.traffic.Shape;
import io.colophon.gateway.routing.policy.CapacityP2c;
import io.colophon.gateway.routing.policy.ExpectedCompletion;
import io.colophon.gateway.routing.policy.PeakEwmaP2c;
import io.colophon.gateway.routing.policy.TargetPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Which policy is fast on a mixed fleet whose nodes stall. */
final class Routing implements Scenario {
  private static final double HALF_FULL = 0.6;
  private static final double NEARLY_FULL = 0.85;
  private static final double OF_LEAST_OUTSTANDING = 0.35;
  private static final double OF_ORACLE = 1.5;
  private static final String CAPACITY = "capacity, configured";
  private static final String COMPLETION = "expected completion";
  private static final String FORESIGHT = "expected completion, foresight";

  private static final Set<String> PLOTTED =
      Set.of("weighted round robin", "least outstanding", CAPACITY, COMPLETION, "oracle");

  private final List<NodeSpec> specs = Fleets.mixed();

  @Override
  public String name() {
    return "routing";
  }

  @Override
  public Section run(Extent extent) {
    List<Table> tables = new ArrayList<>();
    List<Goal> goals = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (StallKind kind : StallKind.values()) {
      stalls(extent, kind, tables, goals, plots);
    }
    tables.add(shapes(extent));
    return new Section(name(), tables, goals, plots);
  }

  private void stalls(
      Extent extent, StallKind kind, List<Table> tables, List<Goal> goals, List<Plot> plots) {
    String what =
        kind == StallKind.WHAT_RUNS ? "a stall slows what runs" : "a stall slows what starts";
    Table table =
        new Table(
            "Latency in seconds; " + what,
            "policy",
            "60 % load p50",
            "p99",
            "85 % load p50",
            "p99",
            "mgCO2e a request at 85 %");
    Plot plot =
        Plot.ofTails(
            "routing-" + (kind == StallKind.WHAT_RUNS ? "running" : "starting"),
            "Latency at 85 % load; " + what,
            "seconds");
    Map<String, Measured> calm = new HashMap<>();
    Map<String, Measured> full = new HashMap<>();
    for (Way way : ways()) {
      Measured half = measured(way, extent, kind, HALF_FULL);
      Measured nearly = measured(way, extent, kind, NEARLY_FULL);
      calm.put(way.name(), half);
      full.put(way.name(), nearly);
      table.row(
          way.name(),
          half.show(0.5),
          half.show(0.99),
          nearly.show(0.5),
          nearly.show(0.99),
          nearly.each(run -> 1000 * run.gramsPerRequest()).show(0));
      if (!nearly.diverges() && PLOTTED.contains(way.name())) {
        plot.longerThan(way.name(), nearly.first());
      }
    }
    tables.add(table);
    plots.add(plot);
    for (String way : List.of(CAPACITY, COMPLETION, FORESIGHT)) {
      goals.add(goal(way, "least outstanding", full, "85 % load; " + what, OF_LEAST_OUTSTANDING));
      goals.add(goal(way, "oracle", calm, "60 % load; " + what, OF_ORACLE));
    }
  }

  private static Goal goal(
      String way, String than, Map<String, Measured> measured, String where, double mark) {
    Seeds ours = latency(measured, way);
    String what = "p99 of " + way + " over " + than + ", " + where;
    return Goal.most("R1", what, mark, ours.over(latency(measured, than)), 2);
  }

  private static Seeds latency(Map<String, Measured> measured, String way) {
    Measured found = measured.get(way);
    if (found == null) {
      throw new IllegalArgumentException(
          "no way " + way + ", expected one of " + measured.keySet());
    }
    return found.latency(0.99);
  }

  private Table shapes(Extent extent) {
    Table table =
        new Table(
            "p99 in seconds at 85 % load under other traffic; a stall slows what runs",
            "policy",
            Shape.AZURE_CODE.title(),
            Shape.AZURE_CONVERSATION.title(),
            Shape.BURST_GPT.title());
    for (Way way : ways()) {
      String[] cells = new String[4];
      cells[0] = way.name();
      int column = 1;
      for (Shape shape : List.of(Shape.AZURE_CODE, Shape.AZURE_CONVERSATION, Shape.BURST_GPT)) {
        cells[column++] =
            Measured.of(
                    way,
                    extent.seeds(),
                    seed -> run(extent, shape, NEARLY_FULL, seed).stalls(StallKind.WHAT_RUNS))
                .show(0.99);
      }
      table.row(cells);
    }
    return table;
  }

  private Measured measured(Way way, Extent extent, StallKind kind, double load) {
    return Measured.of(
        way, extent.seeds(), seed -> run(extent, Shape.PLAIN, load, seed).stalls(kind));
  }

  private FleetRun run(Extent extent, Shape shape, double load, long seed) {
    return new FleetRun(
        specs, shape.requests(extent.requests(), Fleets.capacity(specs), load, seed), seed);
  }

  private List<Way> ways() {
    return List.of(
        Way.roundRobin(),
        Way.random(),
        Way.uniformTwoChoices(),
        Way.peakEwma(),
        Way.weightedRoundRobin(specs),
        Way.leastOutstanding(),
        ours("peak EWMA of the gateway", PeakEwmaP2c::new, Foresight.MEAN, true),
        ours(CAPACITY, CapacityP2c::new, Foresight.MEAN, true),
        ours("capacity, learned", CapacityP2c::new, Foresight.MEAN, false),
        ours(COMPLETION, ExpectedCompletion::new, Foresight.MEAN, false),
        ours(FORESIGHT, ExpectedCompletion::new, Foresight.NOISY, false),
        Way.oracle());
  }

  private Way ours(
      String name, Supplier<TargetPolicy> policy, Foresight foresight, boolean configured) {
    return Way.ours(name, policy, specs, Shape.PLAIN.meanOutput(), foresight, configured);
  }
}
