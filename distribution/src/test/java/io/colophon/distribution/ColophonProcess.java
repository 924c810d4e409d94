package io.colophon.distribution;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own, with the class path and the flags of this one. */
final class ColophonProcess implements AutoCloseable {
  private static final String MAIN = "io.colophon.gateway.cli.Colophon";
  private static final Pattern GRPC = Pattern.compile("(?m)^gRPC +\\S+:(\\d+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private ColophonProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs a command.
   *
   * @param folder where its output is kept
   */
  static ColophonProcess run(Path folder, String... arguments) throws IOException {
    return start(folder, System.getProperty("java.class.path"), arguments);
  }

  private static ColophonProcess start(Path folder, String classPath, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--") || flag.startsWith("-Djava.awt"))
        .forEach(command::add);
    command.addAll(List.of("-cp", classPath, MAIN));
    command.addAll(List.of(arguments));
    File out = Files.createTempFile(folder, "out", ".txt").toFile();
    File err = Files.createTempFile(folder, "err", ".txt").toFile();
    Process process = new ProcessBuilder(command).redirectOutput(out).redirectError(err).start();
    return new ColophonProcess(process, out.toPath(), err.toPath());
  }

  /** Starts a server on free ports and waits until it is ready. */
  static ColophonProcess serve(Path folder, Path data) throws IOException {
    ColophonProcess server =
        run(
            folder,
            "serve",
            "--data",
            data.toString(),
            "--grpc-port",
            "0",
            "--http-port",
            "0",
            "--admin-port",
            "0",
            "--admin-grpc-port",
            "0");
    return whenReady(server);
  }

  /**
   * As above, with a configuration and with plug-ins beside those of the class path.
   *
   * @param plugins a folder with {@code META-INF/services}
   */
  static ColophonProcess serve(Path folder, Path data, Path config, Path plugins)
      throws IOException {
    return whenReady(
        start(
            folder,
            System.getProperty("java.class.path") + File.pathSeparator + plugins,
            "serve",
            "--config",
            config.toString(),
            "--data",
            data.toString(),
            "--grpc-port",
            "0",
            "--http-port",
            "0",
            "--admin-port",
            "0",
            "--admin-grpc-port",
            "0"));
  }

  private static ColophonProcess whenReady(ColophonProcess server) {
    await()
        .atMost(PATIENCE)
        .failFast("the server ended: " + server.err, () -> !server.process.isAlive())
        .until(() -> server.out().contains("ready in"));
    return server;
  }

  Doors connect() throws IOException {
    Matcher address = GRPC.matcher(out());
    if (!address.find()) {
      throw new IOException("no address of gRPC in: " + out());
    }
    return Doors.at(Integer.parseInt(address.group(1)));
  }

  /** SIGKILL: it has no say in it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM: it may finish. */
  void terminate() {
    process.destroy();
  }

  /** Waits for the end. */
  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("still runs: " + err());
    }
    return process.exitValue();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
