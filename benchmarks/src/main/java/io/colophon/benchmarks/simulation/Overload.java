package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.fleet.Node;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.fleet.StallKind;
import io.colophon.benchmarks.simulation.queue.Counter;
import io.colophon.benchmarks.simulation.queue.Fifo;
import io.colophon.benchmarks.simulation.queue.Gate;
import io.colophon.benchmarks.simulation.queue.Visitor;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Plot;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.report.Seeds;
import io.colophon.benchmarks.simulation.report.Table;
import io.colophon.benchmarks.simulation.traffic.Request;
import io.colophon.benchmarks.simulation.traffic.Shape;
import io.colophon.throttling.adaptive.AdaptiveLimit;
import io.colophon.throttling.adaptive.AdaptiveRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/**
 * A node that does less the more it is given, asked for twice what it can for two minutes: beyond
 * 32 at once it has no room for all their keys and values and reads prompts again and again.
 */
final class Overload implements Scenario {
  private static final int KNEE = 32;
  private static final int MOST = 256;
  private static final int LINE = 32;
  private static final int MINUTE = 60;
  private static final int SECONDS = 8 * MINUTE;
  private static final int BEGINS = 2 * MINUTE;
  private static final int ENDS = 4 * MINUTE;
  private static final double SOON = 10; // seconds to the first output that a caller accepts
  private static final double LEAST_GOOD = 0.8;
  private static final double RECOVERY = 30;
  // As the gateway's configuration has it by default.
  private static final AdaptiveRules RULES = new AdaptiveRules(4, 1.5, 3, 60 * VirtualTime.SECOND);

  private final NodeSpec spec = new NodeSpec("H100", MOST, 45, 700, 247, "west");
  private final double capacity = KNEE * spec.tokensPerSecond();

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public Section run(Extent extent) {
    Table table =
        new Table(
            "A node that is given twice its work from 120 s to 240 s, 60 % before and after",
            "at once",
            "good work in overload, of what it can",
            "refused",
            "well again after s",
            "limit in overload");
    Plot plot =
        new Plot(
            "overload",
            "Work of answers that began within 10 s",
            new Plot.Axis("seconds", false),
            new Plot.Axis("of what the node can do", false));
    List<Run> none = runs(extent, seed -> Gate.fixed(MOST));
    List<Run> knee = runs(extent, seed -> Gate.fixed(KNEE));
    List<Run> adaptive =
        runs(
            extent,
            seed ->
                Gate.adaptive(
                    new AdaptiveLimit(MOST, Optional.of(RULES), Draws.of(seed, "probes"))));
    row(table, plot, "256, what it takes", none);
    row(table, plot, "32, what it can do", knee);
    row(table, plot, "adaptive, up to 256", adaptive);
    List<Goal> goals =
        List.of(
            Goal.leastPercent(
                "5",
                "good work in overload with the adaptive limit, of what the node can do",
                LEAST_GOOD,
                each(adaptive, Run::goodInOverload),
                0),
            Goal.most(
                "5",
                "seconds from the end of the overload until nobody is refused or late",
                RECOVERY,
                each(adaptive, Run::wellAfter),
                0));
    return new Section(name(), List.of(table), goals, List.of(plot));
  }

  private static void row(Table table, Plot plot, String name, List<Run> runs) {
    table.row(
        name,
        each(runs, Run::goodInOverload).percent(0),
        each(runs, run -> (double) run.refused / run.arrived).percent(0),
        each(runs, Run::wellAfter).show(0),
        each(runs, run -> run.limitInOverload).show(0));
    runs.get(0).draw(plot, name);
  }

  private static Seeds each(List<Run> runs, ToDoubleFunction<Run> figure) {
    return Seeds.of(runs.stream().mapToDouble(figure).toArray());
  }

  private List<Run> runs(Extent extent, LongFunction<Gate> gate) {
    List<Run> runs = new ArrayList<>();
    for (long seed = 1; seed <= extent.seeds(); seed++) {
      runs.add(new Run(seed, gate.apply(seed)));
    }
    return runs;
  }

  private static double crowding(int running) {
    return running <= KNEE ? 1 : StrictMath.pow((double) running / KNEE, 1.5);
  }

  private final class Run implements Counter.Watcher {
    private static final int WINDOW = 10;

    private final VirtualTime time = new VirtualTime();
    private final double[] good = new double[SECONDS / WINDOW];
    private final Counter counter;
    private double lastBad;
    private double limitInOverload;
    private int arrived;
    private int refused;

    Run(long seed, Gate gate) {
      Node node = new Node(time, spec, StallKind.WHAT_RUNS, Overload::crowding);
      this.counter = new Counter(time, node, gate, new Fifo(LINE), this);
      Draws gaps = Draws.of(seed, "gaps");
      // The sizes of a trace, at moments of our own.
      List<Request> sizes = Shape.AZURE_CONVERSATION.requests(8000, capacity, 1, seed);
      arrive(gaps, sizes, 0);
      time.at((BEGINS + ENDS) / 2 * VirtualTime.SECOND, () -> limitInOverload = gate.limit());
      time.run();
    }

    private void arrive(Draws gaps, List<Request> sizes, int index) {
      boolean over = time.seconds() >= BEGINS && time.seconds() < ENDS;
      double rate = (over ? 2 : 0.6) * capacity / Shape.AZURE_CONVERSATION.meanWork();
      long at = time.now() + (long) (gaps.exponential(1 / rate) * VirtualTime.SECOND);
      if (at < SECONDS * VirtualTime.SECOND && index < sizes.size()) {
        Request size = sizes.get(index);
        time.at(
            at,
            () -> {
              arrive(gaps, sizes, index + 1);
              arrived++;
              counter.arrive(
                  new Visitor(Request.plain(index, at, size.input(), size.output()), 0, 1));
            });
      }
    }

    @Override
    public void firstOutput(Visitor visitor) {
      Request request = visitor.request();
      double arrival = (double) request.arrivalNanos() / VirtualTime.SECOND;
      if (time.seconds() - arrival > SOON) {
        lastBad = Math.max(lastBad, arrival);
      } else if (time.seconds() < SECONDS) {
        good[(int) (time.seconds() / WINDOW)] +=
            request.input() / Shape.INPUT_PER_OUTPUT + request.output();
      }
    }

    @Override
    public void refused(Visitor visitor) {
      refused++;
      lastBad = Math.max(lastBad, time.seconds());
    }

    /** From a minute after the overload began until its end. */
    double goodInOverload() {
      int from = (BEGINS + MINUTE) / WINDOW;
      int until = ENDS / WINDOW;
      double sum = 0;
      for (int i = from; i < until; i++) {
        sum += good[i];
      }
      return sum / WINDOW / (until - from) / capacity;
    }

    double wellAfter() {
      return Math.max(0, lastBad - ENDS);
    }

    void draw(Plot plot, String name) {
      double[] xs = new double[good.length];
      double[] ys = new double[good.length];
      for (int i = 0; i < good.length; i++) {
        xs[i] = (i + 0.5) * WINDOW;
        ys[i] = good[i] / WINDOW / capacity;
      }
      plot.line(name, xs, ys);
    }
  }
}
