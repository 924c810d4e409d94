package io.colophon.benchmarks.rounds;

import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.benchmarks.load.Calls;
import io.colophon.benchmarks.load.Load;
import io.colophon.benchmarks.load.LoadClient;
import io.colophon.benchmarks.load.LoadFigures;
import io.colophon.benchmarks.server.BareServer;
import io.colophon.benchmarks.server.LoadGateway;
import io.colophon.v1.GenerationEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the gateway and a rival in turns. */
@Command(
    name = "rounds",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures the gateway and a rival in turns, each in its own process.",
    footer = {
      "",
      "Example: run.sh load --rounds 3 --seconds 5",
      "         run.sh load --beside lean --only 16"
    })
public final class Rounds implements Callable<Integer> {
  /** Streams that warm up are so many times fewer than unary calls. */
  private static final int STREAM_MESSAGES = 30;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", defaultValue = "3", description = "How often all is measured.")
  private int rounds = 3;

  @Option(names = "--seconds", defaultValue = "5", description = "Length of each measurement.")
  private int seconds = 5;

  @Option(
      names = "--warm-up",
      defaultValue = "60000",
      description = "Unary calls to each server before it is measured, in a minute at most.")
  private int warmUp = 60_000;

  @Option(
      names = "--only",
      defaultValue = "",
      description = "Loads whose name holds this, for instance unary; all of them if left out.")
  private String only = "";

  @Option(
      names = "--beside",
      defaultValue = "bare",
      description =
          "The rival: ${COMPLETION-CANDIDATES}. bare is gRPC alone; lean is the gateway without"
              + " limits, prices, compute figures and choice of targets.")
  private Rival rival = Rival.BARE;

  @Option(names = "--data", defaultValue = "target/load", description = "On a real disk.")
  private Path data = Path.of("target", "load");

  @Option(
      names = "--jvm",
      split = " ",
      defaultValue = "-XX:+UseSerialGC -Xmx512m",
      description = "Flags of both servers' JVMs.")
  private List<String> jvm = List.of();

  /** What the gateway is measured beside. */
  private enum Rival {
    BARE,
    LEAN;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Exit code 0 if every answer was right. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Rounds()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path run = TemporaryFolder.make(data);
    try {
      return measure(run, spec.commandLine().getOut());
    } finally {
      TemporaryFolder.delete(run);
    }
  }

  private int measure(Path run, PrintWriter out) throws IOException, InterruptedException {
    try (ServerProcess gateway =
        ServerProcess.start(jvm, LoadGateway.class.getName(), run.toString())) {
      TimeUnit.SECONDS.sleep(3);
      out.printf(
          "gateway: start to ready %d ms, idle %d MiB resident%n",
          gateway.readyMillis(), gateway.figures().residentKib() / 1024);
      try (ServerProcess beside = rival == Rival.BARE ? bare(gateway, run) : lean(run)) {
        return measure(gateway, beside, out);
      }
    }
  }

  private ServerProcess bare(ServerProcess gateway, Path run) throws IOException {
    Path response = run.resolve("response.bin");
    Path events = run.resolve("events.bin");
    record(gateway, response, events);
    return ServerProcess.start(
        jvm, BareServer.class.getName(), response.toString(), events.toString());
  }

  private ServerProcess lean(Path run) throws IOException {
    Path data = Files.createDirectory(run.resolve("lean"));
    return ServerProcess.start(jvm, LoadGateway.class.getName(), data.toString(), rival.id());
  }

  /** Keeps one answer of each kind, for the rival to send. */
  private static void record(ServerProcess gateway, Path response, Path events) throws IOException {
    try (Calls calls = new Calls(gateway.target(), gateway.key(), 1);
        OutputStream file = Files.newOutputStream(events)) {
      Files.write(response, calls.generateOnce().toByteArray());
      for (GenerationEvent event : calls.streamOnce()) {
        event.writeDelimitedTo(file);
      }
    }
  }

  private int measure(ServerProcess gateway, ServerProcess beside, PrintWriter out)
      throws IOException, InterruptedException {
    List<Leg> legs = Leg.all(Duration.ofSeconds(seconds));
    for (ServerProcess server : List.of(beside, gateway)) {
      warm(server, legs);
    }
    long wrong = 0;
    Table table = new Table(rival.id(), out);
    for (Leg leg : legs.stream().filter(leg -> leg.name().contains(only)).toList()) {
      Measured theirs = new Measured();
      Measured ours = new Measured();
      for (int round = 0; round < rounds; round++) {
        one(leg, rival.id(), beside, theirs, out);
        one(leg, "gateway", gateway, ours, out);
      }
      table.row(leg.name(), theirs, ours);
      wrong += theirs.wrong() + ours.wrong();
    }
    table.print();
    out.printf("wrong answers and failed calls: %d%n", wrong);
    out.printf("gateway after the load: %d MiB resident%n", gateway.figures().residentKib() / 1024);
    out.flush();
    return wrong == 0 ? 0 : 1;
  }

  /** By calls rather than by time: on a busy machine the compiler takes as long as it takes. */
  private void warm(ServerProcess server, List<Leg> legs) throws InterruptedException {
    try (Calls calls = new Calls(server.target(), server.key(), 1)) {
      warm(calls, legs.get(2), warmUp);
      warm(calls, legs.get(4), warmUp / STREAM_MESSAGES);
    }
  }

  private static void warm(Calls calls, Leg leg, int enough) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    for (long made = 0; made < enough && System.nanoTime() - end < 0; ) {
      made += Load.run(calls, leg.plan().lasting(Duration.ofSeconds(1))).right();
    }
  }

  private static void one(
      Leg leg, String name, ServerProcess server, Measured measured, PrintWriter out)
      throws IOException, InterruptedException {
    try (Calls calls = new Calls(server.target(), server.key(), leg.plan().connections())) {
      Load.run(calls, leg.plan().lasting(Duration.ofSeconds(1)));
      long allocated = server.allocatedBytes();
      long compiler = server.figures().compilerMicros();
      long cpu = server.figures().cpuMicros();
      LoadFigures figures = Load.run(calls, leg.plan());
      cpu = server.figures().cpuMicros() - cpu;
      compiler = server.figures().compilerMicros() - compiler;
      allocated = server.allocatedBytes() - allocated;
      out.printf("%s, %s: %s%n", leg.name(), name, LoadClient.line(figures));
      out.flush();
      if (figures.right() == 0) {
        throw new IOException(name + " gave no right answer: " + figures.faults());
      }
      measured.add(figures, cpu, compiler, allocated);
    }
  }
}
