package io.colophon.throttling.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** A real Redis of its own, which can be stopped, paused and started anew without its data. */
final class RedisProcess implements AutoCloseable {
  private final int port;
  private final Path directory;
  private Process process;

  private RedisProcess(int port, Path directory) {
    this.port = port;
    this.directory = directory;
  }

  static RedisProcess start(Path directory) throws IOException, InterruptedException {
    IOException last = new IOException("no port");
    for (int tries = 0; tries < 5; tries++) {
      int free;
      try (ServerSocket socket = new ServerSocket(0)) {
        free = socket.getLocalPort();
      }
      try {
        RedisProcess redis = new RedisProcess(free, directory);
        redis.boot();
        return redis;
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw last;
  }

  /** Starts it, with nothing in it; ends when it takes connections. */
  void boot() throws IOException {
    process =
        new ProcessBuilder(
                ExecutableProvider.newJarResourceProvider().get().getAbsolutePath(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--dir",
                directory.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line;
    while ((line = out.readLine()) != null) {
      if (line.contains("eady to accept connections")) {
        Thread drain = new Thread(() -> out.lines().forEach(ignored -> {}), "redis-out");
        drain.setDaemon(true);
        drain.start();
        return;
      }
    }
    throw new IOException("Redis ended before it was ready");
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Ends it at once. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** It keeps its connections and answers nothing. */
  void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() throws Exception {
    signal("-CONT");
    kill();
  }
}
