package io.colophon.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.benchmarks.rounds.Spread;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.UsageReport;
import io.colophon.metering.report.UsageReports;
import io.colophon.metering.sql.UsageDatabase;
import io.colophon.metering.sql.UsageProjection;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Projects generations into a database, then reports by tenant and day, beside two rivals. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "How long a usage report over many generations takes, and how they become tables.",
    footer = {"", "Needs 5 GB of disk for 10 million. Example: run.sh report --entries 1000000"})
public final class ReportRounds implements Callable<Integer> {
  private static final List<Dimension> BY = List.of(Dimension.TENANT, Dimension.DAY);

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--entries", defaultValue = "10000000", description = "Generations.")
  private long entries = 10_000_000;

  @Option(names = "--tenants", defaultValue = "200", description = "Tenants, two keys each.")
  private int tenants = 200;

  @Option(names = "--days", defaultValue = "30", description = "Days they are spread over.")
  private int days = 30;

  @Option(names = "--rounds", defaultValue = "5", description = "Reports to measure.")
  private int rounds = 5;

  @Option(names = "--rival-rounds", defaultValue = "1", description = "Of each rival.")
  private int rivalRounds = 1;

  @Option(names = "--data", defaultValue = "target/report", description = "For the database.")
  private Path data = Path.of("target", "report");

  @Option(names = "--keep", description = "Leave the database there.")
  private boolean keep;

  @Option(names = "--use", description = "A database that was kept, of as many generations.")
  private Optional<Path> use = Optional.empty();

  /** Exit code 0 if every report counted every generation. */
  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    SyntheticLedger ledger = new SyntheticLedger(entries, tenants, days);
    if (use.isPresent()) {
      return report(out, ledger, use.get()) ? 0 : 1;
    }
    Path folder = TemporaryFolder.make(data);
    try {
      Path file = folder.resolve("usage.db");
      project(out, ledger, file);
      return report(out, ledger, file) ? 0 : 1;
    } finally {
      if (keep) {
        out.println("kept " + folder);
      } else {
        TemporaryFolder.delete(folder);
      }
    }
  }

  private void project(PrintWriter out, SyntheticLedger ledger, Path file) throws Exception {
    try (UsageDatabase database = UsageDatabase.embedded(file)) {
      try (UsageProjection projection = database.projection(ledger, Clock.systemUTC(), null)) {
        long begin = System.nanoTime();
        long busy = cpuNanos();
        projection.start();
        while (projection.lag() > 0) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpu = (cpuNanos() - busy) / 1e9;
        out.printf(
            "projected %,d entries in %.1f s, %,.0f/s; CPU %.1f s, %,.0f/s; %,.0f bytes each%n",
            entries,
            seconds,
            entries / seconds,
            cpu,
            entries / cpu,
            (double) Files.size(file) / entries);
        out.flush();
      }
    }
  }

  private boolean report(PrintWriter out, SyntheticLedger ledger, Path file) throws Exception {
    try (UsageDatabase database = UsageDatabase.embedded(file)) {
      UsageReports stored = database.reports(ledger);
      ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
      boolean right = rounds(out, "usage database", rounds, () -> total(stored));
      out.printf(
          "  heap at most %,d MiB, of %,d that it may take%n",
          peakHeap() >> 20, Runtime.getRuntime().maxMemory() >> 20);
      right &= rounds(out, "SQL over single rows", rivalRounds, () -> RawRows.report(file));
      UsageReports scanning = UsageReports.scanning(ledger);
      right &= rounds(out, "scan of entries in memory", rivalRounds, () -> total(scanning));
      return right;
    }
  }

  private static long total(UsageReports reports) throws Exception {
    UsageReport report = reports.report(ReportFilter.ALL, BY);
    return report.total().entries();
  }

  private boolean rounds(PrintWriter out, String name, int times, Callable<Long> report)
      throws Exception {
    Spread seconds = new Spread();
    Spread cpu = new Spread();
    boolean right = true;
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      long busy = cpuNanos();
      long counted = report.call();
      seconds.add((System.nanoTime() - begin) / 1e9);
      cpu.add((cpuNanos() - busy) / 1e9);
      if (counted != entries) {
        out.printf("%s counted %,d of %,d generations%n", name, counted, entries);
        right = false;
      }
    }
    if (times > 0) {
      out.printf("report from %s: %s s, CPU %s s%n", name, seconds.show(3), cpu.show(3));
      out.flush();
    }
    return right;
  }

  /** User and system time of this process: what a busy machine does not stretch. */
  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Most that was in use of the heap since the last reset, garbage included. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ReportRounds()).execute(arguments));
  }
}
