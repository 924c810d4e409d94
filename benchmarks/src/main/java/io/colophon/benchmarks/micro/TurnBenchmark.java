package io.colophon.benchmarks.micro;

import io.colophon.throttling.fairness.Answer;
import io.colophon.throttling.fairness.Ask;
import io.colophon.throttling.fairness.FairEntry;
import io.colophon.throttling.fairness.FairQueue;
import io.colophon.throttling.fairness.FairRules;
import io.colophon.throttling.fairness.ServicePace;
import io.colophon.throttling.fairness.Station;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One comes to a full queue of a hundred clients with three entries each, somebody's turn comes,
 * and his work is corrected.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TurnBenchmark {
  private static final int CLIENTS = 100;
  private static final int EACH = 3;
  private static final long NEVER = Long.MAX_VALUE / 2;

  /** Targets that would do for each entry. */
  @Param({"1", "8"})
  public int targets;

  private FairQueue<Integer> queue;
  private List<Station> stations;
  private Ask[] asks;
  private int next;
  private int turn;

  /** Everybody waits. */
  @Setup
  public void setUp() {
    queue = new FairQueue<>(new FairRules(10_000, 1_000, List.of(0.0, 0.2, 0.1)));
    stations = new ArrayList<>();
    for (int i = 0; i < targets; i++) {
      ServicePace pace = new ServicePace();
      pace.observe(100, 1_000_000);
      stations.add(queue.station(pace, () -> 64));
    }
    asks = new Ask[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
      asks[i] = new Ask("client" + i, 1 + i % 3, 1, 50 + i, NEVER);
      for (int j = 0; j < EACH; j++) {
        enter(i);
      }
    }
  }

  private void enter(int client) {
    if (!(queue.enter(client, asks[client], stations, 0) instanceof Answer.Waits<Integer>)) {
      throw new IllegalStateException("refused, expected room");
    }
  }

  /** One comes and one goes. */
  @Benchmark
  public void turn() {
    next = (next + 1) % CLIENTS;
    enter(next);
    turn = (turn + 1) % targets;
    FairEntry<Integer> entry = queue.next(stations.get(turn), 1);
    if (entry == null) {
      throw new IllegalStateException("nobody is next, expected hundreds");
    }
    queue.settle(entry, 60);
  }
}
