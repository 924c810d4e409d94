package io.colophon.benchmarks.ledger;

import com.sun.management.OperatingSystemMXBean;
import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.benchmarks.rounds.Spread;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures ways to enter settled generations in turns, one thread that enters and one disk. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures settled entries per second and the time to their acknowledgement.",
    footer = {"", "Example: run.sh ledger --rounds 5 --seconds 3"})
public final class LedgerRounds implements Callable<Integer> {
  private static final long PAUSE_NANOS = 20_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", defaultValue = "3", description = "How often all is measured.")
  private int rounds = 3;

  @Option(names = "--seconds", defaultValue = "3", description = "Length of each measurement.")
  private int seconds = 3;

  @Option(names = "--at-once", split = ",", defaultValue = "256,1024", description = "In flight.")
  private List<Integer> atOnce = List.of();

  @Option(
      names = "--rate",
      defaultValue = "100000",
      description = "Entries a second of the measurement by the clock.")
  private int rate = 100_000;

  @Option(names = "--data", defaultValue = "target/ledger", description = "On a real disk.")
  private Path data = Path.of("target", "ledger");

  /** What one way did in all rounds. */
  private record Row(
      String name, Spread perSecond, Spread p50, Spread p99, Spread p999, Spread micros) {
    Row(String name) {
      this(name, new Spread(), new Spread(), new Spread(), new Spread(), new Spread());
    }
  }

  /** Makes a way of its own for each round. */
  private interface Maker {
    Way in(Path folder) throws IOException, SQLException;
  }

  /** One line of the table. */
  private record Leg(Row row, Maker maker, int rate) {}

  /** Exit code 0 when all was entered. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LedgerRounds()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<Leg> legs = new ArrayList<>();
    for (int most : atOnce) {
      legs.add(
          new Leg(
              new Row("ledger: opened and settled, " + most + " at once"),
              folder -> LedgerWays.Durable.in(folder, most),
              0));
    }
    legs.add(
        new Leg(
            new Row("ledger: opened and settled, " + rate + "/s by the clock"),
            folder -> LedgerWays.Durable.in(folder, 16_000),
            rate));
    legs.add(new Leg(new Row("journal: settled, commit behind"), LedgerWays.Behind::in, 0));
    for (int rows : new int[] {1, 1_000}) {
      legs.add(
          new Leg(
              new Row("SQLite WAL, synchronous=FULL, " + rows + " to a commit"),
              folder -> new RivalWays.Sqlite(folder.resolve("entries.db"), rows),
              0));
    }
    legs.add(
        new Leg(
            new Row("file, forced after each entry"),
            folder -> RivalWays.ForceEach.in(folder.resolve("entries")),
            0));
    for (int round = -1; round < rounds; round++) { // the first warms up
      for (Leg leg : legs) {
        measure(leg, round >= 0 ? leg.row() : new Row("warm-up"));
      }
    }
    out.println("| way | entries/s | p50 ms | p99 ms | p99.9 ms | CPU us/entry |");
    out.println("|---|---|---|---|---|---|");
    for (Leg leg : legs) {
      Row row = leg.row();
      out.println(
          String.join(
              " | ",
              "| " + row.name(),
              row.perSecond().show(0),
              row.p50().show(2),
              row.p99().show(2),
              row.p999().show(2),
              row.micros().show(2) + " |"));
    }
    out.flush();
    return 0;
  }

  private void measure(Leg leg, Row row) throws Exception {
    Path folder = TemporaryFolder.make(data);
    try (Way way = leg.maker().in(folder)) {
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      Histogram latency = new ConcurrentHistogram(60_000_000_000L, 3);
      long cpu = system.getProcessCpuTime();
      long start = System.nanoTime();
      long entered = enter(way, leg.rate(), start, latency);
      double took = (System.nanoTime() - start) / 1e9;
      cpu = system.getProcessCpuTime() - cpu;
      row.perSecond().add(entered / took);
      row.p50().add(latency.getValueAtPercentile(50) / 1e6);
      row.p99().add(latency.getValueAtPercentile(99) / 1e6);
      row.p999().add(latency.getValueAtPercentile(99.9) / 1e6);
      row.micros().add(cpu / 1e3 / entered);
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  /** Enters until the time is over and everything is acknowledged; returns how many. */
  private long enter(Way way, int perSecond, long start, Histogram latency) throws Exception {
    long end = start + seconds * 1_000_000_000L;
    AtomicLong done = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    long begun = 0;
    while (true) {
      long now = System.nanoTime();
      if (now >= end) {
        break;
      }
      long due = perSecond == 0 ? Long.MAX_VALUE : (now - start) * perSecond / 1_000_000_000L;
      if (begun >= due || begun - done.get() >= way.atOnce()) {
        LockSupport.parkNanos(PAUSE_NANOS);
        continue;
      }
      // By the clock an entry's time counts from when it was due, not from when its turn came.
      long from = perSecond == 0 ? now : start + begun * 1_000_000_000L / perSecond;
      begun++;
      CompletableFuture<?> unused =
          way.enter()
              .whenComplete(
                  (value, failure) -> {
                    latency.recordValue(Math.max(0, System.nanoTime() - from));
                    if (failure != null) {
                      failed.incrementAndGet();
                    }
                    done.incrementAndGet();
                  });
    }
    if (perSecond == 0 && way instanceof RivalWays.Sqlite) {
      begun -= begun - done.get(); // the last, unfinished commit
    }
    while (done.get() < begun) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    if (failed.get() > 0) {
      throw new IOException(failed.get() + " of " + begun + " entries were refused");
    }
    return begun;
  }
}
