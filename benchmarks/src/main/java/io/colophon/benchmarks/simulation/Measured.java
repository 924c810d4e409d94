package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.gateway.FleetRun;
import io.colophon.benchmarks.simulation.gateway.Outcome;
import io.colophon.benchmarks.simulation.report.Sample;
import io.colophon.benchmarks.simulation.report.Seeds;
import io.colophon.benchmarks.simulation.traffic.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/** Runs of one way, one for each seed. */
final class Measured {
  private final List<Outcome> runs = new ArrayList<>();

  private Measured() {}

  /**
   * @param of makes the run of a seed
   */
  static Measured of(Way way, int seeds, LongFunction<FleetRun> of) {
    Measured measured = new Measured();
    for (long seed = 1; seed <= seeds; seed++) {
      measured.runs.add(of.apply(seed).run(way.choice()));
    }
    return measured;
  }

  Outcome run(int index) {
    return runs.get(index);
  }

  Seeds each(ToDoubleFunction<Outcome> figure) {
    return Seeds.of(runs.stream().mapToDouble(figure).toArray());
  }

  /** Seconds to the end of an output. */
  Seeds latency(double quantile) {
    return each(run -> new Sample(run.latencies()).quantile(quantile));
  }

  /** Seconds to the first output. */
  Seeds firstOutput(double quantile) {
    return each(run -> new Sample(run.firstOutputs()).quantile(quantile));
  }

  /** Whether queues only grow: latency does as long as requests come, or is half of the run. */
  boolean diverges() {
    return runs.stream().allMatch(run -> Sample.grows(run.latencies()) || isHalfOf(run));
  }

  private static boolean isHalfOf(Outcome run) {
    List<Request> requests = run.requests();
    double seconds = (double) requests.get(requests.size() - 1).arrivalNanos() / VirtualTime.SECOND;
    return requests.size() > 1000 && new Sample(run.latencies()).quantile(0.99) > seconds / 2;
  }

  /** Latencies of the first seed. */
  Sample first() {
    return new Sample(runs.get(0).latencies());
  }

  /** Times to the first output of the first seed. */
  Sample firstOutputs() {
    return new Sample(runs.get(0).firstOutputs());
  }

  /** A quantile of the latency, or that there is none because the queues only grow. */
  String show(double quantile) {
    return diverges() ? "diverges" : latency(quantile).show(1);
  }
}
