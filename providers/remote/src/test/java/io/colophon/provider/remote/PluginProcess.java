package io.colophon.provider.remote;

import io.colophon.provider.testkit.InMemoryConfig;
import io.colophon.provider.testkit.InMemoryProvider;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A plug-in in a process of its own, on a Unix socket, as a test starts and kills it. */
final class PluginProcess implements AutoCloseable {
  private final Process process;

  private PluginProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param stallAfter pieces after which every answer stands still; -1 for none
   */
  static PluginProcess start(Path socket, int stallAfter) throws IOException {
    return new PluginProcess(
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath(),
                    PluginProcess.class.getName(),
                    socket.toString(),
                    Integer.toString(stallAfter)))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Of this test, whether its runner put it into a loader of its own or not. */
  private static String classPath() {
    if (PluginProcess.class.getClassLoader() instanceof URLClassLoader own) {
      return Arrays.stream(own.getURLs())
          .map(url -> Path.of(URI.create(url.toString())).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What {@code kill -STOP} and {@code kill -CONT} do. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill -" + name + " failed");
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /** The process itself. */
  public static void main(String[] arguments) throws Exception {
    int stallAfter = Integer.parseInt(arguments[1]);
    InMemoryConfig config =
        stallAfter < 0 ? InMemoryConfig.DEFAULTS : InMemoryConfig.DEFAULTS.withStall(stallAfter);
    TestHost host = new TestHost();
    PluginService plugin = new PluginService(new InMemoryProvider(config, host.context()));
    try (PluginServer server = PluginServer.onSocket(Path.of(arguments[0]), plugin)) {
      Thread.currentThread().join();
    }
  }
}
