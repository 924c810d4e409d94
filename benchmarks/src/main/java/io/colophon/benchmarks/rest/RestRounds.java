package io.colophon.benchmarks.rest;

import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.benchmarks.rounds.ServerProcess;
import io.colophon.provider.testkit.SampleMedia;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the REST doors and nginx in turns before the same upstream. */
@Command(
    name = "rest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures the REST doors and nginx in turns before the same upstream.",
    footer = {"", "Example: run.sh rest --rounds 3 --seconds 5"})
public final class RestRounds implements Callable<Integer> {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--rounds", defaultValue = "3", description = "How often all is measured.")
  private int rounds = 3;

  @Option(names = "--seconds", defaultValue = "5", description = "Length of each measurement.")
  private int seconds = 5;

  @Option(
      names = "--warm-up",
      defaultValue = "40",
      description = "Seconds of load on the gateway before it is measured.")
  private int warmUp = 40;

  @Option(
      names = "--only",
      defaultValue = "",
      description = "Loads whose name holds this; all of them if left out.")
  private String only = "";

  @Option(names = "--data", defaultValue = "target/load", description = "On a real disk.")
  private Path data = Path.of("target", "load");

  @Option(
      names = "--jvm",
      split = " ",
      defaultValue = "-XX:+UseSerialGC -Xmx512m",
      description = "Flags of the gateway's JVM.")
  private List<String> jvm = List.of();

  /** Exit code 0 if every answer was right. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new RestRounds()).execute(args));
  }

  private static List<RestPlan> legs() {
    String chat = "/v1/chat/completions";
    String small = Bodies.chat(Bodies.CHAT, 1024, false);
    return List.of(
        new RestPlan("chat, 1 at a time", chat, small, 1, 1, "choices"),
        new RestPlan("chat, 16 at a time", chat, small, 16, 1, "choices"),
        new RestPlan("chat, 64 at a time", chat, small, 64, 1, "choices"),
        new RestPlan(
            "64 KB prompt, 16 at a time",
            chat,
            Bodies.chat(Bodies.CHAT, 64 * 1024, false),
            16,
            1,
            "choices"),
        new RestPlan(
            "50 streams, a piece every 5 ms",
            chat,
            Bodies.chat("paced", 1024, true),
            50,
            Bodies.CHUNKS,
            "[DONE]"),
        new RestPlan(
            "50 streams in one burst",
            chat,
            Bodies.chat("burst", 1024, true),
            50,
            Bodies.CHUNKS,
            "[DONE]"),
        new RestPlan(
            "1 MB pictures, 4 at a time",
            "/v1/images/generations",
            Bodies.image(),
            4,
            1,
            "b64_json"),
        new RestPlan(
            "500 held for a second", chat, Bodies.chat("slow", 1024, false), 500, 1, "choices"));
  }

  /** A little of everything, as a soak wants it. */
  static List<RestPlan> gentle() {
    return legs().stream()
        .filter(leg -> !leg.name().contains("500"))
        .map(
            leg ->
                new RestPlan(
                    leg.name(),
                    leg.path(),
                    leg.body(),
                    Math.min(8, leg.connections()),
                    leg.messages(),
                    leg.wanted()))
        .toList();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path run = TemporaryFolder.make(data);
    PrintWriter out = spec.commandLine().getOut();
    try (MockUpstream upstream = new MockUpstream(picture());
        Nginx nginx = Nginx.start(run, upstream.port());
        ServerProcess gateway =
            ServerProcess.start(
                jvm, RestGateway.class.getName(), run.toString(), "" + upstream.port());
        RestLoad load = new RestLoad()) {
      return measure(upstream, nginx, gateway, load, out);
    } finally {
      TemporaryFolder.delete(run);
    }
  }

  private int measure(
      MockUpstream upstream, Nginx nginx, ServerProcess gateway, RestLoad load, PrintWriter out)
      throws IOException, InterruptedException {
    List<RestPlan> legs = legs().stream().filter(leg -> leg.name().contains(only)).toList();
    out.printf("gateway: start to ready %d ms%n", gateway.readyMillis());
    Duration each = Duration.ofMillis(warmUp * 1000L / legs.size());
    for (RestPlan leg : legs) {
      load.run(gateway.port(), gateway.key(), leg, each);
    }
    long wrong = 0;
    out.println(RestRow.HEAD);
    for (RestPlan leg : legs) {
      RestRow row = new RestRow(leg);
      for (int round = 0; round < rounds; round++) {
        wrong += one(upstream, nginx, gateway, load, leg, row);
      }
      out.println(row.show());
      out.flush();
    }
    for (RestPlan leg : legs) {
      if (leg.connections() >= 500) {
        out.printf(
            Locale.ROOT,
            "each of %d requests held open: %.1f KiB of heap and direct memory%n",
            leg.connections(),
            HeldOpen.bytesEach(gateway, load, leg) / 1024.0);
      }
    }
    out.printf("wrong answers and failed calls: %d%n", wrong);
    out.printf(
        Locale.ROOT,
        "resident after the load: gateway %d MiB, nginx %d MiB%n",
        gateway.figures().residentKib() / 1024,
        nginx.residentKib() / 1024);
    out.flush();
    return wrong == 0 ? 0 : 1;
  }

  private long one(
      MockUpstream upstream,
      Nginx nginx,
      ServerProcess gateway,
      RestLoad load,
      RestPlan leg,
      RestRow row)
      throws IOException, InterruptedException {
    Duration length = Duration.ofSeconds(seconds);
    RestPlan direct = direct(leg);
    RestLoad.Figures alone = load.run(upstream.port(), "none", direct, length);
    long cpu = nginx.cpuMicros();
    RestLoad.Figures rival = load.run(nginx.port(), "none", direct, length);
    long rivalCpu = nginx.cpuMicros() - cpu;
    long compiler = gateway.figures().compilerMicros();
    cpu = gateway.figures().cpuMicros();
    RestLoad.Figures ours = load.run(gateway.port(), gateway.key(), leg, length);
    long ourCpu = gateway.figures().cpuMicros() - cpu;
    compiler = gateway.figures().compilerMicros() - compiler;
    row.add(alone, rival, rivalCpu, ours, ourCpu, compiler);
    TimeUnit.MILLISECONDS.sleep(200);
    return alone.wrong() + rival.wrong() + ours.wrong();
  }

  /** The upstream itself knows target models, not the gateway's routes. */
  private static RestPlan direct(RestPlan leg) {
    return new RestPlan(
        leg.name(),
        leg.path(),
        leg.body()
            .replace("\"model\":\"paced\"", "\"model\":\"" + Bodies.PACED + "\"")
            .replace("\"model\":\"burst\"", "\"model\":\"" + Bodies.BURST + "\"")
            .replace("\"model\":\"slow\"", "\"model\":\"" + Bodies.SLOW + "\""),
        leg.connections(),
        leg.messages(),
        leg.wanted());
  }

  /** A real picture, made as large as is wanted by bytes after its end that readers ignore. */
  static byte[] picture() {
    ByteBuffer sample = SampleMedia.image().bytes().duplicate();
    byte[] bytes = new byte[Bodies.imageBytes() * 3 / 4];
    new Random(1).nextBytes(bytes);
    int length = sample.remaining();
    sample.get(bytes, 0, length);
    return Bodies.imageAnswer(Base64.getEncoder().encodeToString(bytes));
  }
}
