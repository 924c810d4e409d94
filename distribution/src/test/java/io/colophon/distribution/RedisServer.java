package io.colophon.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** A real Redis in a process of its own. */
final class RedisServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it on a free port; ends when it takes connections. */
  static RedisServer start(Path folder) throws IOException {
    for (int tries = 0; tries < 5; tries++) {
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      Process process =
          new ProcessBuilder(
                  ExecutableProvider.newJarResourceProvider().get().getAbsolutePath(),
                  "--port",
                  Integer.toString(port),
                  "--bind",
                  "127.0.0.1",
                  "--save",
                  "",
                  "--dir",
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line;
      while ((line = out.readLine()) != null) {
        if (line.contains("eady to accept connections")) {
          Thread drain = new Thread(() -> out.lines().forEach(ignored -> {}), "redis-out");
          drain.setDaemon(true);
          drain.start();
          return new RedisServer(process, port);
        }
      }
      process.destroyForcibly(); // another program took the port
    }
    throw new IOException("Redis did not start");
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
