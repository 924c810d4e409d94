package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.fleet.Fleets;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.gateway.FleetRun;
import io.colophon.benchmarks.simulation.gateway.Foresight;
import io.colophon.benchmarks.simulation.gateway.Outcome;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Plot;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.report.Seeds;
import io.colophon.benchmarks.simulation.report.Table;
import io.colophon.benchmarks.simulation.traffic.Request;
import io.colophon.benchmarks.simulation.traffic.Shape;
import io.colophon.gateway.routing.policy.CapacityP2c;
import io.colophon.gateway.routing.policy.LeastCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How much carbon placement saves in five regions, some data being bound to some of them. */
final class Carbon implements Scenario {
  private static final double LOAD = 0.6;
  private static final Set<String> EUROPE = Set.of("SWE", "FRA", "DEU");

  private final List<NodeSpec> specs = Fleets.fiveRegions();

  @Override
  public String name() {
    return "carbon";
  }

  @Override
  public Section run(Extent extent) {
    List<Goal> goals = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (Shape shape : List.of(Shape.PLAIN, Shape.AZURE_CONVERSATION, Shape.BURST_GPT)) {
      Table table =
          new Table(
              "Five regions at 60 % load, " + shape.title(),
              "policy",
              "mgCO2e a request",
              "of least outstanding",
              "p50 s",
              "p99 s",
              "in the two cleanest",
              "outside residency");
      Plot plot = Plot.ofTails("carbon", "Latency in five regions at 60 % load", "seconds");
      Measured least = measured(Way.leastOutstanding(), extent, shape);
      Seeds grams = least.each(Outcome::gramsPerRequest);
      for (Way way : ways(shape)) {
        Measured measured = measured(way, extent, shape);
        Seeds saved = measured.each(Outcome::gramsPerRequest).over(grams);
        table.row(
            way.name(),
            measured.each(run -> 1000 * run.gramsPerRequest()).show(1),
            saved.percent(0),
            measured.show(0.5),
            measured.show(0.99),
            measured.each(this::cleanShare).percent(0),
            measured.each(this::outside).show(0));
        plot.longerThan(way.name(), measured.first());
        if (way.name().startsWith("lowest carbon")) {
          goals(goals, shape, measured, least, saved);
        }
      }
      tables.add(table);
      if (plots.isEmpty()) {
        plots.add(plot);
      }
    }
    return new Section(name(), tables, goals, plots);
  }

  private void goals(
      List<Goal> goals, Shape shape, Measured measured, Measured least, Seeds saved) {
    String of = ", " + shape.title();
    goals.add(Goal.mostPercent("R4", "CO2e of what least outstanding emits" + of, 0.6, saved, 0));
    goals.add(
        Goal.most(
            "R4",
            "p99 over least outstanding" + of,
            1,
            measured.latency(0.99).over(least.latency(0.99)),
            2));
    goals.add(
        Goal.none("R4", "requests outside their residency" + of, measured.each(this::outside)));
  }

  private double cleanShare(Outcome run) {
    double clean = 0;
    for (Request request : run.requests()) {
      int node = run.node(request.id());
      clean += node >= 0 && node < 6 ? 1 : 0;
    }
    return clean / run.requests().size();
  }

  private double outside(Outcome run) {
    int outside = 0;
    for (Request request : run.requests()) {
      int node = run.node(request.id());
      outside += node >= 0 && !mayGo(request, node) ? 1 : 0;
    }
    return outside;
  }

  /** Three tenths of the data stay in Europe, a tenth in India, the rest goes anywhere. */
  private boolean mayGo(Request request, int node) {
    int drawn = Draws.of(request.id(), "residency").nextInt(10);
    String region = specs.get(node).region();
    if (drawn < 3) {
      return EUROPE.contains(region);
    }
    return drawn > 3 || region.equals("IND");
  }

  private Measured measured(Way way, Extent extent, Shape shape) {
    return Measured.of(
        way,
        extent.seeds(),
        seed ->
            new FleetRun(
                    specs,
                    shape.requests(extent.requests(), Fleets.capacity(specs), LOAD, seed),
                    seed)
                .allowing(this::mayGo));
  }

  private List<Way> ways(Shape shape) {
    return List.of(
        Way.leastOutstanding(),
        Way.weightedRoundRobin(specs),
        Way.ours("capacity", CapacityP2c::new, specs, shape.meanWork(), Foresight.MEAN, true),
        Way.ours(
            "lowest carbon within 1.5",
            () -> LeastCost.ofCarbon(1.5),
            specs,
            shape.meanWork(),
            Foresight.MEAN,
            true),
        Way.oracle());
  }
}
