package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.fleet.Fleets;
import io.colophon.benchmarks.simulation.fleet.Node;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.fleet.StallKind;
import io.colophon.benchmarks.simulation.queue.Counter;
import io.colophon.benchmarks.simulation.queue.Fair;
import io.colophon.benchmarks.simulation.queue.Fifo;
import io.colophon.benchmarks.simulation.queue.Line;
import io.colophon.benchmarks.simulation.queue.Visitor;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Plot;
import io.colophon.benchmarks.simulation.report.Sample;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.report.Seeds;
import io.colophon.benchmarks.simulation.report.Table;
import io.colophon.benchmarks.simulation.traffic.Request;
import io.colophon.benchmarks.simulation.traffic.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether a heavy tenant starves a light one, and whether two that both want all get the same. */
final class Fairness implements Scenario {
  private static final int LINE = 200;
  private static final double LIGHT_LOAD = 0.05;
  private static final double HEAVY_LOAD = 2;
  private static final double GIGAFLOP_PER_TOKEN = 2 * 8.03; // Llama 3.1 8B
  private static final int LONGEST = 2048;

  private final NodeSpec spec = Fleets.even(1).get(0);

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public Section run(Extent extent) {
    List<Goal> goals = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    Table light = light(extent, goals, plots);
    Table gaps = gaps(extent, goals);
    return new Section(name(), List.of(light, gaps), goals, plots);
  }

  private Table light(Extent extent, List<Goal> goals, List<Plot> plots) {
    Table table =
        new Table(
            "A tenant that uses 5 % of a node, beside one that asks for twice the node",
            "queue",
            "beside",
            "wait for a place p50 s",
            "p99",
            "whole latency p50 s",
            "p99",
            "refused");
    Plot plot = Plot.ofTails("fairness", "Latency of the light tenant", "seconds");
    List<LightRun> alone = lightRuns(extent, false, Fifo::new);
    List<LightRun> fifo = lightRuns(extent, true, Fifo::new);
    List<LightRun> fair = lightRuns(extent, true, most -> new Fair(most, spec.slots(), 1, 1));
    row(table, "none needed", "nobody", alone);
    row(table, "first come, first served", "heavy", fifo);
    row(table, "fair", "heavy", fair);
    plot.longerThan("alone", alone.get(0).latencies());
    plot.longerThan("first come, first served", fifo.get(0).latencies());
    plot.longerThan("fair", fair.get(0).latencies());
    plots.add(plot);
    goals.add(
        Goal.most(
            "T7",
            "light tenant's p99 until the end of its answer, over alone",
            1.1,
            latency(fair, 0.99).over(latency(alone, 0.99)),
            2));
    goals.add(
        Goal.most(
            "T7",
            "light tenant's p99 wait for a place, seconds, below one mean service time",
            Shape.PLAIN.meanWork() / spec.tokensPerSecond(),
            waits(fair, 0.99),
            2));
    return table;
  }

  private static void row(Table table, String queue, String beside, List<LightRun> runs) {
    table.row(
        queue,
        beside,
        waits(runs, 0.5).show(2),
        waits(runs, 0.99).show(2),
        latency(runs, 0.5).show(1),
        latency(runs, 0.99).show(1),
        each(runs, run -> (double) run.refused / (run.refused + run.ends.size())).percent(1));
  }

  private static Seeds waits(List<LightRun> runs, double quantile) {
    return each(runs, run -> run.waits().quantile(quantile));
  }

  private static Seeds latency(List<LightRun> runs, double quantile) {
    return each(runs, run -> run.latencies().quantile(quantile));
  }

  private static Seeds each(List<LightRun> runs, Function<LightRun, Double> figure) {
    return Seeds.of(runs.stream().mapToDouble(figure::apply).toArray());
  }

  /** What the light tenant met. */
  private static final class LightRun implements Counter.Watcher {
    private final VirtualTime time;
    private final List<Double> begins = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();
    private int refused;

    LightRun(VirtualTime time) {
      this.time = time;
    }

    @Override
    public void began(Visitor visitor) {
      add(begins, visitor);
    }

    @Override
    public void ended(Visitor visitor) {
      add(ends, visitor);
    }

    @Override
    public void refused(Visitor visitor) {
      refused += visitor.tenant() == 0 ? 1 : 0;
    }

    private void add(List<Double> seconds, Visitor visitor) {
      if (visitor.tenant() == 0) {
        seconds.add((double) (time.now() - visitor.request().arrivalNanos()) / VirtualTime.SECOND);
      }
    }

    Sample waits() {
      return new Sample(begins.stream().mapToDouble(Double::doubleValue).toArray());
    }

    Sample latencies() {
      return new Sample(ends.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  private List<LightRun> lightRuns(Extent extent, boolean heavy, Function<Integer, Line> line) {
    List<LightRun> runs = new ArrayList<>();
    int count = Math.max(200, extent.requests() / 10);
    for (long seed = 1; seed <= extent.seeds(); seed++) {
      VirtualTime time = new VirtualTime();
      LightRun run = new LightRun(time);
      Counter counter =
          new Counter(time, new Node(time, spec, StallKind.WHAT_RUNS), line.apply(LINE), run);
      List<Request> light = Shape.PLAIN.requests(count, spec.capacity(), LIGHT_LOAD, seed);
      arrive(time, counter, light, 0);
      if (heavy) {
        int heavies = (int) (count * HEAVY_LOAD / LIGHT_LOAD);
        arrive(
            time,
            counter,
            Shape.PLAIN.requests(heavies, spec.capacity(), HEAVY_LOAD, seed + 1000),
            1);
      }
      time.run();
      runs.add(run);
    }
    return runs;
  }

  /** The gateway expects the mean of everybody and settles what it really was. */
  private static void arrive(
      VirtualTime time, Counter counter, List<Request> requests, int tenant) {
    for (Request request : requests) {
      time.at(
          request.arrivalNanos(),
          () -> counter.arrive(new Visitor(request, tenant, Shape.PLAIN.meanWork())));
    }
  }

  private Table gaps(Extent extent, List<Goal> goals) {
    Table table =
        new Table(
            "Two tenants who both always wait, one with short outputs and one with long ones",
            "queue",
            "lengths known",
            "share of the short one",
            "largest gap, TFLOP",
            "bound, TFLOP");
    gap(table, goals, extent, "first come, first served", new double[] {1, 1}, true, true);
    gap(table, goals, extent, "fair", new double[] {1, 1}, true, false);
    gap(table, goals, extent, "fair", new double[] {1, 1}, false, false);
    gap(table, goals, extent, "fair, weights 1 and 3", new double[] {1, 3}, true, false);
    return table;
  }

  private void gap(
      Table table,
      List<Goal> goals,
      Extent extent,
      String queue,
      double[] weights,
      boolean exact,
      boolean fifo) {
    Seeds gaps = new Seeds();
    Seeds shares = new Seeds();
    int count = Math.max(2000, extent.requests() / 3);
    for (long seed = 1; seed <= extent.seeds(); seed++) {
      Backlogged run = new Backlogged(seed, count, weights, exact, fifo);
      gaps.add(run.gap() * GIGAFLOP_PER_TOKEN / 1000);
      shares.add(run.share());
    }
    // Known lengths: what is granted. Unknown ones: what is delivered, all that runs being unknown.
    double work = exact ? LONGEST : (double) spec.slots() * LONGEST;
    double bound = 2 * work * GIGAFLOP_PER_TOKEN / 1000;
    table.row(
        queue,
        exact ? "yes" : "no, the mean",
        shares.percent(1),
        gaps.show(1),
        Seeds.of(bound).show(1));
    if (!fifo) {
      String what = queue + ", lengths " + (exact ? "known" : "not known");
      goals.add(Goal.most("T7", "largest gap in TFLOP; " + what, bound, gaps, 1));
    }
  }

  /** Two tenants with 20 requests each in the line at any time. */
  private final class Backlogged implements Counter.Watcher {
    private final VirtualTime time = new VirtualTime();
    private final Draws draws;
    private final double[] weights;
    private final boolean exact;
    private final Counter counter;
    private final double[] work = new double[2];
    private double least;
    private double most;
    private int left;

    Backlogged(long seed, int count, double[] weights, boolean exact, boolean fifo) {
      this.draws = Draws.of(seed, "backlogged");
      this.weights = weights;
      this.exact = exact;
      this.left = count;
      Line line = fifo ? new Fifo(LINE) : new Fair(LINE, spec.slots(), weights);
      this.counter = new Counter(time, new Node(time, spec, StallKind.WHAT_RUNS), line, this);
      for (int i = 0; i < 20 + spec.slots(); i++) {
        arrive(0);
        arrive(1);
      }
      work[0] = 0;
      work[1] = 0;
      least = 0;
      most = 0;
      time.run();
    }

    private void arrive(int tenant) {
      left--;
      double mean = tenant == 0 ? 100 : 600;
      double drawn = mean * StrictMath.exp(0.7 * draws.gaussian() - 0.245);
      int output = (int) Math.max(1, Math.min(LONGEST, Math.round(drawn)));
      Request request = Request.plain(left, time.now(), 0, output);
      counter.arrive(new Visitor(request, tenant, exact ? output : 300));
    }

    @Override
    public void began(Visitor visitor) {
      if (left > 0) {
        arriveSoon(visitor.tenant());
      }
      if (exact) {
        count(visitor);
      }
    }

    /** Not at once, since the node is just about to take this one. */
    private void arriveSoon(int tenant) {
      time.after(0, () -> arrive(tenant));
    }

    @Override
    public void ended(Visitor visitor) {
      if (!exact) {
        count(visitor);
      }
    }

    private void count(Visitor visitor) {
      if (left <= 0) {
        return; // nobody comes any more, so soon one of them waits no longer
      }
      work[visitor.tenant()] += visitor.request().output() / weights[visitor.tenant()];
      double ahead = work[0] - work[1];
      least = Math.min(least, ahead);
      most = Math.max(most, ahead);
    }

    /** Most that one got more than the other, by weight, in any span of time; tokens. */
    double gap() {
      return most - least;
    }

    /** Part of all work that the first one got. */
    double share() {
      double first = work[0] * weights[0];
      return first / (first + work[1] * weights[1]);
    }
  }
}
