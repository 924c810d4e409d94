package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.fleet.Fleets;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.gateway.FleetRun;
import io.colophon.benchmarks.simulation.gateway.Foresight;
import io.colophon.benchmarks.simulation.gateway.Hedging;
import io.colophon.benchmarks.simulation.gateway.Outcome;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Plot;
import io.colophon.benchmarks.simulation.report.Sample;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.report.Seeds;
import io.colophon.benchmarks.simulation.report.Table;
import io.colophon.benchmarks.simulation.traffic.Shape;
import io.colophon.gateway.resilience.HedgeBudget;
import io.colophon.gateway.resilience.HedgeDelay;
import io.colophon.gateway.routing.policy.CapacityP2c;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a second attempt before the first output saves, and what it costs. */
final class Hedges implements Scenario {
  private static final double LOAD = 0.6;
  private static final double MOST_EXTRA = 0.02;
  private static final double MOST_SPEND = 0.01;
  private static final double HICCUPS = 0.02;
  private static final double HICCUP_SECONDS = 10;

  private final List<NodeSpec> even = Fleets.evenFast(8);
  private final List<NodeSpec> mixed = Fleets.mixed();

  @Override
  public String name() {
    return "hedging";
  }

  @Override
  public Section run(Extent extent) {
    List<Goal> goals = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    Table hanging =
        table("eight equal endpoints of the H100 class; 2 % of attempts hang for 10 s in the mean");
    Table stalling = table("the mixed fleet, where a node is slow at any time");
    for (Shape shape : List.of(Shape.AZURE_CONVERSATION, Shape.AZURE_CODE, Shape.BURST_GPT)) {
      Measured without = measured(even, shape, extent, false, HICCUPS);
      Measured with = measured(even, shape, extent, true, HICCUPS);
      rows(hanging, shape, without, with);
      goals(goals, shape.title() + ", attempts that hang", without, with);
      if (plots.isEmpty()) {
        plots.add(
            Plot.ofTails("hedging", "Time to the first output, " + shape.title(), "seconds")
                .longerThan("without hedges", without.firstOutputs())
                .longerThan("with hedges", with.firstOutputs()));
      }
      without = measured(mixed, shape, extent, false, 0);
      with = measured(mixed, shape, extent, true, 0);
      rows(stalling, shape, without, with);
      goals(goals, shape.title() + ", nodes that stall", without, with);
    }
    return new Section(name(), List.of(hanging, shares(extent), stalling), goals, plots);
  }

  private static Table table(String of) {
    return new Table(
        "Seconds to the first output at 60 % load; " + of,
        "traffic",
        "hedges",
        "p50",
        "p99",
        "p99 at best",
        "over none",
        "p99.9",
        "extra requests",
        "extra spend");
  }

  private static void rows(Table table, Shape shape, Measured without, Measured with) {
    row(table, shape, "no", without, "-", "-");
    row(table, shape, "yes", with, extra(with).percent(2), spend(with).percent(2));
  }

  private static void row(
      Table table, Shape shape, String hedged, Measured measured, String extra, String spend) {
    table.row(
        shape.title(),
        hedged,
        measured.firstOutput(0.5).show(2),
        measured.firstOutput(0.99).show(2),
        hedged.equals("no") ? atBest(measured).show(2) : "-",
        hedged.equals("no") ? atBest(measured).over(measured.firstOutput(0.99)).show(2) : "-",
        measured.firstOutput(0.999).show(2),
        extra,
        spend);
  }

  private static void goals(List<Goal> goals, String of, Measured without, Measured with) {
    Seeds ratio = with.firstOutput(0.99).over(without.firstOutput(0.99));
    goals.add(Goal.most("R3", "p99 to the first output, hedged over not; " + of, 0.5, ratio, 2));
    goals.add(Goal.mostPercent("R3", "extra requests; " + of, MOST_EXTRA, extra(with), 2));
    goals.add(Goal.mostPercent("R3", "extra spend; " + of, MOST_SPEND, spend(with), 2));
  }

  private static Seeds atBest(Measured measured) {
    return measured.each(run -> new Sample(run.firstOutputsAtBest()).quantile(0.99));
  }

  private static Seeds extra(Measured measured) {
    return measured.each(run -> (double) run.hedges() / run.requests().size());
  }

  private static Seeds spend(Measured measured) {
    return measured.each(Outcome::burntShare);
  }

  /** Since the share of attempts that hang is ours to choose, what others would give. */
  private Table shares(Extent extent) {
    Shape shape = Shape.AZURE_CONVERSATION;
    Table table =
        new Table(
            "Hedged over not, by the share of attempts that hang; " + shape.title(),
            "share",
            "p99 without, s",
            "p99 with, s",
            "ratio",
            "extra requests",
            "extra spend");
    for (double share : new double[] {0.005, 0.01, 0.02, 0.03, 0.05}) {
      Measured without = measured(even, shape, extent, false, share);
      Measured with = measured(even, shape, extent, true, share);
      table.row(
          Seeds.of(share).percent(1),
          without.firstOutput(0.99).show(2),
          with.firstOutput(0.99).show(2),
          with.firstOutput(0.99).over(without.firstOutput(0.99)).show(2),
          extra(with).percent(2),
          spend(with).percent(2));
    }
    return table;
  }

  private static Measured measured(
      List<NodeSpec> specs, Shape shape, Extent extent, boolean hedged, double hiccups) {
    Way way = Way.ours("capacity", CapacityP2c::new, specs, shape.meanWork(), Foresight.MEAN, true);
    return Measured.of(
        way,
        extent.seeds(),
        seed -> {
          double capacity = Fleets.capacity(specs);
          FleetRun run =
              new FleetRun(specs, shape.requests(extent.requests(), capacity, LOAD, seed), seed);
          if (hiccups > 0) {
            run.withoutStalls().withHiccups(hiccups, HICCUP_SECONDS);
          }
          return hedged ? run.hedging(hedging(specs.size())) : run.findingBestHedge();
        });
  }

  private static Hedging hedging(int nodes) {
    return new Hedging(
        new HedgeBudget(HedgeBudget.Settings.DEFAULTS),
        Stream.generate(() -> new HedgeDelay(HedgeDelay.Settings.DEFAULTS)).limit(nodes).toList());
  }
}
