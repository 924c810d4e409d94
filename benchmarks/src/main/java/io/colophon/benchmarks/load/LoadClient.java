package io.colophon.benchmarks.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The load client by itself, against a server that runs already. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Puts a gRPC server under load and checks every answer.",
    footer = {"", "Example: run.sh client --target localhost:9090 --key clp_... --rate 500"})
public final class LoadClient implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--target", required = true, description = "host:port of the server.")
  private String target = "";

  @Option(names = "--key", description = "API key; none: none is sent.")
  private String key = "";

  @Option(names = "--kind", defaultValue = "UNARY", description = "UNARY, STREAM or PACED.")
  private LoadPlan.Kind kind = LoadPlan.Kind.UNARY;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "Calls per second, begun by the clock; 0: closed loop.")
  private int rate;

  @Option(names = "--in-flight", defaultValue = "16", description = "Calls under way.")
  private int inFlight = 16;

  @Option(names = "--connections", defaultValue = "2", description = "TCP connections.")
  private int connections = 2;

  @Option(names = "--warm-up", defaultValue = "5", description = "Seconds that do not count.")
  private int warmUp;

  @Option(names = "--seconds", defaultValue = "10", description = "Seconds that count.")
  private int seconds = 10;

  @Option(names = "--pid", defaultValue = "0", description = "Process whose CPU time to show.")
  private long pid;

  /** Exit code 0 if every answer was right. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new LoadClient()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    int most = rate > 0 ? Math.max(inFlight, 4096) : inFlight;
    LoadPlan plan = new LoadPlan(kind, rate, most, connections, Duration.ofSeconds(seconds));
    try (Calls calls = new Calls(target, key, connections)) {
      Load.run(calls, plan.lasting(Duration.ofSeconds(warmUp)));
      long before = cpu();
      LoadFigures figures = Load.run(calls, plan);
      long used = cpu() - before;
      out.println(line(figures));
      if (pid > 0 && figures.right() > 0) {
        out.printf(
            Locale.ROOT,
            "cpu %.1f us per call, %.2f us per message%n",
            (double) used / figures.right(),
            (double) used / figures.messages());
      }
      out.flush();
      return figures.wrong() == 0 ? 0 : 1;
    }
  }

  private long cpu() throws IOException {
    return pid > 0 ? new ProcessFigures(pid).cpuMicros() : 0;
  }

  /** The figures in one line. */
  public static String line(LoadFigures figures) {
    return String.format(
        Locale.ROOT,
        "%.0f right/s, latency us p50 %.0f p99 %.0f max %.0f, %d right, %d wrong %s",
        figures.perSecond(),
        figures.micros(50),
        figures.micros(99),
        figures.maxMicros(),
        figures.right(),
        figures.wrong(),
        figures.faults());
  }
}
