package io.colophon.benchmarks.rest;

import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.benchmarks.rounds.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Keeps moderate load of several kinds on the REST doors for long and looks at what stays in
 * memory. The gateway runs with Netty's leak detector at its strictest.
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Keeps moderate load on the REST doors and looks at what stays in memory.",
    footer = {"", "Example: run.sh soak --minutes 30"})
public final class Soak implements Callable<Integer> {
  /** So much more than after the first fifth may stay on the heap, or outside it: 16 MiB. */
  private static final long MOST_GROWTH_BYTES = 16L * 1024 * 1024;

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--minutes", defaultValue = "30", description = "How long.")
  private int minutes = 30;

  @Option(names = "--data", defaultValue = "target/load", description = "On a real disk.")
  private Path data = Path.of("target", "load");

  @Option(
      names = "--jvm",
      split = " ",
      defaultValue = "-XX:+UseSerialGC -Xmx512m -Dio.netty.leakDetection.level=paranoid",
      description = "Flags of the gateway's JVM.")
  private List<String> jvm = List.of();

  /** Exit code 0 if memory stays flat and every answer was right. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Soak()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path run = TemporaryFolder.make(data);
    try (MockUpstream upstream = new MockUpstream(RestRounds.picture());
        ServerProcess gateway =
            ServerProcess.start(
                jvm, RestGateway.class.getName(), run.toString(), "" + upstream.port());
        RestLoad load = new RestLoad()) {
      return soak(gateway, load, spec.commandLine().getOut());
    } finally {
      TemporaryFolder.delete(run);
    }
  }

  private int soak(ServerProcess gateway, RestLoad load, PrintWriter out)
      throws IOException, InterruptedException {
    List<RestPlan> kinds = RestRounds.gentle();
    List<ServerProcess.Memory> seen = new ArrayList<>();
    long right = 0;
    long wrong = 0;
    out.println("minute  heap MiB  direct MiB  resident MiB  answers");
    for (int minute = 1; minute <= minutes; minute++) {
      for (RestPlan kind : kinds) {
        RestLoad.Figures figures =
            load.run(
                gateway.port(), gateway.key(), kind, Duration.ofMillis(60_000L / kinds.size()));
        right += figures.right();
        wrong += figures.wrong();
      }
      ServerProcess.Memory memory = gateway.memory();
      seen.add(memory);
      out.printf(
          Locale.ROOT,
          "%6d  %8.1f  %10.1f  %12d  %7d%n",
          minute,
          memory.heapBytes() / 1048576.0,
          memory.directBytes() / 1048576.0,
          gateway.figures().residentKib() / 1024,
          right);
      out.flush();
    }
    boolean flat = isFlat(seen);
    out.printf("wrong answers: %d; memory %s%n", wrong, flat ? "flat" : "GROWS");
    out.flush();
    return wrong == 0 && flat ? 0 : 1;
  }

  /** The last fifth against the second: the first fills caches. */
  private static boolean isFlat(List<ServerProcess.Memory> seen) {
    int fifth = Math.max(1, seen.size() / 5);
    ServerProcess.Memory before = seen.get(Math.min(seen.size() - 1, fifth));
    ServerProcess.Memory after = seen.get(seen.size() - 1);
    return after.heapBytes() - before.heapBytes() < MOST_GROWTH_BYTES
        && after.directBytes() - before.directBytes() < MOST_GROWTH_BYTES;
  }
}
