package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.replicas.ReplicaRun;
import io.colophon.benchmarks.simulation.replicas.ReplicaRun.Kind;
import io.colophon.benchmarks.simulation.report.Goal;
import io.colophon.benchmarks.simulation.report.Section;
import io.colophon.benchmarks.simulation.report.Seeds;
import io.colophon.benchmarks.simulation.report.Table;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Whether gateways that share a limit pass it, also when one of them loses the store. */
final class Replicas implements Scenario {
  private static final double PER_SECOND = 600;
  private static final double DEMAND = 2;
  private static final double LEAST_USED = 0.99;

  @Override
  public String name() {
    return "replicas";
  }

  @Override
  public Section run(Extent extent) {
    List<Table> tables = new ArrayList<>();
    List<Goal> goals = new ArrayList<>();
    for (Window window : List.of(Window.DAY, Window.MINUTE)) {
      for (boolean cut : new boolean[] {false, true}) {
        tables.add(table(extent, window, cut, goals));
      }
    }
    return new Section(name(), tables, goals, List.of());
  }

  private static Table table(Extent extent, Window window, boolean cut, List<Goal> goals) {
    String limit = window == Window.DAY ? "a budget of the day" : "a rate of a minute";
    String store = cut ? "one cut off from the store for 30 s" : "the store always there";
    Table table =
        new Table(
            "Three gateways, " + limit + ", asked for twice as much; " + store,
            "way",
            "over the limit, tokens",
            "of the limit",
            "used of the limit",
            "calls per 1,000 decisions",
            "streams stopped, of 1,000",
            "granted by the one cut off");
    for (Kind kind : Kind.values()) {
      List<ReplicaRun> runs = new ArrayList<>();
      for (long seed = 1; seed <= extent.seeds(); seed++) {
        int count = 2 * extent.requests();
        runs.add(new ReplicaRun(kind, rule(window, count), count, PER_SECOND, cut, seed));
      }
      Seeds over = each(runs, run -> run.account().over());
      Seeds used = each(runs, run -> run.account().usedShare());
      Seeds calls = each(runs, ReplicaRun::callsPerThousand);
      table.row(
          kind.title(),
          over.show(0),
          each(runs, run -> run.account().overShare()).percent(2),
          used.percent(2),
          calls.show(2),
          each(runs, ReplicaRun::stoppedPerThousand).show(1),
          cut ? each(runs, ReplicaRun::grantedWhileCut).percent(0) : "-");
      if (kind == Kind.LEASES_REFUSE || kind == Kind.LEASES_SAFE) {
        String what = "; " + kind.title() + ", " + limit + ", " + store;
        goals.add(Goal.none("T4", "tokens over the limit" + what, over));
        goals.add(Goal.leastPercent("T6", "used of the limit" + what, LEAST_USED, used, 2));
        goals.add(Goal.most("T6", "calls per 1,000 decisions" + what, 1, calls, 2));
      }
    }
    return table;
  }

  /** Half of what is asked for: in all, or in each minute. */
  private static LimitRule rule(Window window, int count) {
    double asked = window == Window.DAY ? count : PER_SECOND * 60;
    long amount = Math.round(asked * ReplicaRun.mean() / DEMAND);
    return LimitRule.of("tenant:a", Dimension.TOKENS, amount, window);
  }

  private static Seeds each(List<ReplicaRun> runs, ToDoubleFunction<ReplicaRun> figure) {
    return Seeds.of(runs.stream().mapToDouble(figure).toArray());
  }
}
