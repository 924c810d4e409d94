package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.fleet.Fleets;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.gateway.FleetRun;
import io.colophon.benchmarks.simulation.gateway.Foresight;
import io.colophon.benchmarks.simulation.gateway.Outcome;
import io.colophon.benchmarks.simulation.gateway.PrefixRivals;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Plot;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.report.Seeds;
import io.colophon.benchmarks.simulation.report.Table;
import io.colophon.benchmarks.simulation.traffic.Request;
import io.colophon.benchmarks.simulation.traffic.Sessions;
import io.colophon.benchmarks.simulation.traffic.Shape;
import io.colophon.gateway.routing.policy.CapacityP2c;
import io.colophon.gateway.routing.policy.PrefixAffinity;
import java.util.ArrayList;
import java.util.List;

/** Whether prompts go where their beginning was read before, and what that costs the others. */
final class Prefixes implements Scenario {
  private static final int NODES = 8;
  private static final double TURNS_PER_SECOND = 8;
  private static final int CACHE_BLOCKS = 3000; // 192,000 tokens: 25 GB for a model of 8 B
  private static final double WEIGHT = 12; // as the configuration has it by default
  private static final double POINTS = 0.03;

  private final List<NodeSpec> specs = Fleets.even(NODES);

  @Override
  public String name() {
    return "prefix";
  }

  @Override
  public Section run(Extent extent) {
    List<Goal> goals = new ArrayList<>();
    Table table =
        new Table(
            "Conversations on eight equal nodes that stall",
            "policy",
            "hit rate",
            "first output p50 s",
            "p99",
            "whole p99 s");
    Plot plot = Plot.ofTails("prefix", "Time to the first output of conversations", "seconds");
    Measured oracle = null;
    for (Way way : ways()) {
      Measured measured = measured(way, extent, true);
      row(table, way, measured);
      plot.longerThan(way.name(), measured.firstOutputs());
      if (way.name().equals("oracle")) {
        oracle = measured;
      } else if (way.name().startsWith("prefix") && oracle != null) {
        Seeds behind = new Seeds();
        for (int i = 0; i < extent.seeds(); i++) {
          behind.add(oracle.run(i).hitRate() - measured.run(i).hitRate());
        }
        goals.add(
            Goal.mostPercent("R2", "points of hit rate behind the oracle", POINTS, behind, 1));
      }
    }
    Table plain =
        new Table(
            "The same requests, none of which shares anything",
            "policy",
            "hit rate",
            "first output p50 s",
            "p99",
            "whole p99 s");
    Measured least = null;
    for (Way way : ways()) {
      Measured measured = measured(way, extent, false);
      row(plain, way, measured);
      if (way.name().equals("least outstanding")) {
        least = measured;
      } else if (way.name().startsWith("prefix") && least != null) {
        goals.add(
            Goal.most(
                "R2",
                "p99 over least outstanding where nothing is shared; 2 % is noise",
                1.02,
                measured.latency(0.99).over(least.latency(0.99)),
                2));
      }
    }
    return new Section(name(), List.of(table, plain), goals, List.of(plot));
  }

  private static void row(Table table, Way way, Measured measured) {
    table.row(
        way.name(),
        measured.each(Outcome::hitRate).percent(1),
        measured.firstOutput(0.5).show(2),
        measured.firstOutput(0.99).show(2),
        measured.show(0.99));
  }

  private Measured measured(Way way, Extent extent, boolean shared) {
    return Measured.of(
        way,
        extent.seeds(),
        seed -> {
          List<Request> requests = Sessions.requests(extent.requests(), TURNS_PER_SECOND, seed);
          return new FleetRun(specs, shared ? requests : Sessions.unshared(requests), seed)
              .withCaches(CACHE_BLOCKS);
        });
  }

  private List<Way> ways() {
    double mean = Shape.AZURE_CONVERSATION.meanOutput();
    return List.of(
        Way.roundRobin(),
        Way.leastOutstanding(),
        new Way("by first block", (nodes, stalls, draws) -> PrefixRivals.firstBlock(NODES)),
        new Way("sees the caches", (nodes, stalls, draws) -> PrefixRivals.seesCaches(nodes, draws)),
        new Way(
            "sticky session", (nodes, stalls, draws) -> PrefixRivals.stickySession(NODES, draws)),
        Way.oracle(),
        Way.ours("capacity", CapacityP2c::new, specs, mean, Foresight.MEAN, true),
        Way.ours(
            "prefix affinity",
            () -> new PrefixAffinity(65_536, 600_000_000_000L, WEIGHT),
            specs,
            mean,
            Foresight.MEAN,
            true));
  }
}
