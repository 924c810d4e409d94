package io.colophon.benchmarks.rest;

import io.colophon.benchmarks.load.ProcessFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** nginx as a plain proxy before the upstream, the rival of every leg. */
final class Nginx implements AutoCloseable {
  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with as many workers as there are processors. */
  static Nginx start(Path folder, int upstreamPort) throws IOException, InterruptedException {
    int port = freePort();
    Path config = folder.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        daemon off;
        worker_processes auto;
        pid %1$s/nginx.pid;
        error_log %1$s/nginx-error.log warn;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          client_max_body_size 64m;
          client_body_buffer_size 1m;
          keepalive_requests 1000000000;
          upstream vendor { server 127.0.0.1:%2$d; keepalive 1024; keepalive_requests 1000000000; }
          server {
            listen 127.0.0.1:%3$d;
            location / {
              proxy_pass http://vendor;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_buffering off;
            }
          }
        }
        """
            .formatted(folder.toAbsolutePath(), upstreamPort, port));
    Process process =
        new ProcessBuilder("nginx", "-c", config.toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    Nginx nginx = new Nginx(process, port);
    nginx.awaitListening();
    return nginx;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening() throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException("nginx does not listen");
  }

  int port() {
    return port;
  }

  /** User and system time of the master and its workers, in microseconds. */
  long cpuMicros() {
    return pids().stream().mapToLong(Nginx::cpuMicros).sum();
  }

  private static long cpuMicros(long pid) {
    try {
      return new ProcessFigures(pid).cpuMicros();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Resident memory of all its processes, in kibibytes. */
  long residentKib() throws IOException {
    long sum = 0;
    for (long pid : pids()) {
      sum += new ProcessFigures(pid).residentKib();
    }
    return sum;
  }

  private List<Long> pids() {
    List<Long> all = new ArrayList<>();
    all.add(process.pid());
    process.children().forEach(child -> all.add(child.pid()));
    return all;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
