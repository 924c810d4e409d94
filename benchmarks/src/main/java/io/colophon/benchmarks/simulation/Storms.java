package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.fleet.Fleets;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.gateway.FleetRun;
import io.colophon.benchmarks.simulation.gateway.Foresight;
import io.colophon.benchmarks.simulation.gateway.Outcome;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Plot;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.report.Table;
import io.colophon.benchmarks.simulation.traffic.Request;
import io.colophon.benchmarks.simulation.traffic.Shape;
import io.colophon.gateway.routing.policy.CapacityP2c;
import java.util.ArrayList;
import java.util.List;

/**
 * Endpoints that refuse with 429 in turn, as vendors do when a quota is used up: a refusal is a
 * fast answer, which a policy that seeks fast ones runs after.
 */
final class Storms implements Scenario {
  private static final int ENDPOINTS = 8;
  private static final double LOAD = 0.6;
  private static final long EVERY = 60 * VirtualTime.SECOND;
  private static final long LASTS = 20 * VirtualTime.SECOND;
  private static final double MOST_WHILE_RESTING = 0.05;
  private static final double BACK = 0.8; // of its share before

  private final List<NodeSpec> specs = Fleets.even(ENDPOINTS);

  @Override
  public String name() {
    return "storms";
  }

  @Override
  public Section run(Extent extent) {
    Table table =
        new Table(
            "One of " + ENDPOINTS + " endpoints refuses for 20 s of each minute, 60 % load",
            "policy",
            "traffic",
            "sent within a Retry-After",
            "refused",
            "p99 s",
            "failed",
            "back after, in Retry-Afters");
    List<Goal> goals = new ArrayList<>();
    Plot plot =
        new Plot(
            "storms",
            "Attempts at one endpoint, which refuses from 20 s to 40 s",
            new Plot.Axis("seconds", false),
            new Plot.Axis("attempts per second", false));
    for (Shape shape : List.of(Shape.PLAIN, Shape.AZURE_CONVERSATION, Shape.BURST_GPT)) {
      for (Way way : ways(shape)) {
        Measured measured = measured(way, extent, shape);
        row(table, way, shape, measured);
        if (way.name().startsWith("capacity")) {
          goals(goals, shape, measured);
        }
        if (shape == Shape.PLAIN) {
          line(plot, way, extent, shape);
        }
      }
    }
    return new Section(name(), List.of(table), goals, List.of(plot));
  }

  private static void row(Table table, Way way, Shape shape, Measured measured) {
    table.row(
        way.name(),
        shape.title(),
        measured.each(Storms::whileResting).percent(2),
        measured.each(run -> (double) run.limited() / run.attempts()).percent(2),
        measured.show(0.99),
        measured.each(Outcome::failed).show(0),
        measured.each(Storms::recovery).show(2));
  }

  private static void goals(List<Goal> goals, Shape shape, Measured measured) {
    goals.add(
        Goal.mostPercent(
            "R5",
            "attempts sent within a Retry-After, " + shape.title(),
            MOST_WHILE_RESTING,
            measured.each(Storms::whileResting),
            2));
    goals.add(
        Goal.most(
            "R5",
            "Retry-Afters until the endpoint has its share again, " + shape.title(),
            2,
            measured.each(Storms::recovery),
            2));
  }

  /** Of everything sent while an endpoint rested, what went there. */
  private static double whileResting(Outcome run) {
    return (double) run.whileResting() / run.attempts();
  }

  /**
   * How long after the first refusal an endpoint has its share again, in spans of Retry-After, in
   * the mean over all storms: from then on for 5 s it is sent at least four fifths of what an
   * endpoint is sent then.
   */
  private static double recovery(Outcome run) {
    List<Request> requests = run.requests();
    long last = requests.get(requests.size() - 1).arrivalNanos();
    double sum = 0;
    int storms = 0;
    for (long begin = begin(0); begin + EVERY < last; begin += EVERY) {
      sum += (double) backAfter(run, endpoint(begin), begin) / LASTS;
      storms++;
    }
    return storms == 0 ? Double.NaN : sum / storms;
  }

  private static long backAfter(Outcome run, int endpoint, long begin) {
    long step = VirtualTime.SECOND;
    for (long at = begin + LASTS; at < begin + EVERY; at += step) {
      int all = 0;
      for (int i = 0; i < ENDPOINTS; i++) {
        all += run.sentTo(i, at, at + 5 * step);
      }
      if (run.sentTo(endpoint, at, at + 5 * step) >= BACK * all / ENDPOINTS) {
        return at - begin;
      }
    }
    return EVERY;
  }

  private static void line(Plot plot, Way way, Extent extent, Shape shape) {
    Outcome run = new Storms().run(extent, shape, 1).run(way.choice());
    int seconds = 60;
    double[] xs = new double[seconds];
    double[] ys = new double[seconds];
    for (int second = 0; second < seconds; second++) {
      xs[second] = second;
      int storms = 0;
      for (long begin = begin(0); begin < end(run); begin += EVERY) {
        long at = begin - 20 * VirtualTime.SECOND + second * VirtualTime.SECOND;
        if (at >= 0) {
          ys[second] += run.sentTo(endpoint(begin), at, at + VirtualTime.SECOND);
          storms++;
        }
      }
      ys[second] /= Math.max(1, storms);
    }
    plot.line(way.name(), xs, ys);
  }

  private static long end(Outcome run) {
    List<Request> requests = run.requests();
    return requests.get(requests.size() - 1).arrivalNanos() - EVERY;
  }

  private Measured measured(Way way, Extent extent, Shape shape) {
    return Measured.of(way, extent.seeds(), seed -> run(extent, shape, seed));
  }

  private FleetRun run(Extent extent, Shape shape, long seed) {
    return new FleetRun(
            specs, shape.requests(extent.requests(), Fleets.capacity(specs), LOAD, seed), seed)
        .withoutStalls()
        .refusing(node -> now -> refuses(node, now));
  }

  private static long refuses(int node, long now) {
    long begin = begin(now);
    boolean storm = now >= begin && now < begin + LASTS && endpoint(begin) == node;
    return storm ? begin + LASTS - now : 0;
  }

  /** When the storm of the minute that a moment lies in begins. */
  private static long begin(long now) {
    return now / EVERY * EVERY + 20 * VirtualTime.SECOND;
  }

  private static int endpoint(long begin) {
    return (int) (begin / EVERY % ENDPOINTS);
  }

  private List<Way> ways(Shape shape) {
    return List.of(
        Way.roundRobin(),
        Way.leastOutstanding(),
        Way.peakEwma(),
        Way.ours("capacity", CapacityP2c::new, specs, shape.meanWork(), Foresight.MEAN, true));
  }
}
