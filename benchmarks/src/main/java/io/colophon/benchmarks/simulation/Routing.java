package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.fleet.Fleets;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.fleet.StallKind;
import io.colophon.benchmarks.simulation.gateway.FleetRun;
import io.colophon.benchmarks.simulation.gateway.Foresight;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Plot;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.report.Table;
import io.colophon.benchmarks.simulation.traffic.Shape;
import io.colophon.gateway.routing.policy.CapacityP2c;
import io.colophon.gateway.routing.policy.ExpectedCompletion;
import io.colophon.gateway.routing.policy.PeakEwmaP2c;
import io.colophon.gateway.routing.policy.TargetPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Which policy is fast on a mixed fleet whose nodes stall. */
final class Routing implements Scenario {
  private static final double HALF_FULL = 0.6;
  private static final double NEARLY_FULL = 0.85;
  private static final double OF_LEAST_OUTSTANDING = 0.35;
  private static final double OF_ORACLE = 1.5;
  private static final String BEST = "capacity, configured";

  private static final Set<String> PLOTTED =
      Set.of("weighted round robin", "least outstanding", BEST, "expected completion", "oracle");

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
    Measured least = null;
    Measured oracleCalm = null;
    Measured oursCalm = null;
    Measured ours = null;
    for (Way way : ways()) {
      Measured calm = measured(way, extent, kind, HALF_FULL);
      Measured full = measured(way, extent, kind, NEARLY_FULL);
      table.row(
          way.name(),
          calm.show(0.5),
          calm.show(0.99),
          full.show(0.5),
          full.show(0.99),
          full.each(run -> 1000 * run.gramsPerRequest()).show(0));
      switch (way.name()) {
        case "least outstanding" -> least = full;
        case "oracle" -> oracleCalm = calm;
        case BEST -> {
          oursCalm = calm;
          ours = full;
        }
        default -> {}
      }
      if (!full.diverges() && PLOTTED.contains(way.name())) {
        plot.longerThan(way.name(), full.first());
      }
    }
    tables.add(table);
    plots.add(plot);
    if (least == null || oracleCalm == null || ours == null || oursCalm == null) {
      throw new IllegalStateException("a way that the goals compare was not run");
    }
    goals.add(
        Goal.most(
            "R1",
            "p99 of " + BEST + " over least outstanding, 85 % load; " + what,
            OF_LEAST_OUTSTANDING,
            ours.latency(0.99).over(least.latency(0.99)),
            2));
    goals.add(
        Goal.most(
            "R1",
            "p99 of " + BEST + " over the oracle, 60 % load; " + what,
            OF_ORACLE,
            oursCalm.latency(0.99).over(oracleCalm.latency(0.99)),
            2));
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
        ours(BEST, CapacityP2c::new, Foresight.MEAN, true),
        ours("capacity, learned", CapacityP2c::new, Foresight.MEAN, false),
        ours("expected completion", ExpectedCompletion::new, Foresight.MEAN, false),
        ours("expected completion, foresight", ExpectedCompletion::new, Foresight.NOISY, false),
        Way.oracle());
  }

  private Way ours(
      String name, Supplier<TargetPolicy> policy, Foresight foresight, boolean configured) {
    return Way.ours(name, policy, specs, Shape.PLAIN.meanOutput(), foresight, configured);
  }
}
