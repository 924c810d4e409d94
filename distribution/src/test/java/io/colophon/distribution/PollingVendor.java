package io.colophon.distribution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/**
 * A vendor in the test's own process, which outlives the servers that are killed: {@code POST
 * /jobs} names a job, {@code GET /jobs/N} says how it stands, {@code GET /jobs/N/result} is its
 * picture. Counts what it is asked for.
 */
final class PollingVendor implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final AtomicInteger submissions = new AtomicInteger();
  private final AtomicInteger polls = new AtomicInteger();
  private final AtomicInteger downloads = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean answersSubmissions = true;
  private volatile boolean answersDownloads = true;
  private volatile boolean done;

  PollingVendor() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/jobs", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  int submissions() {
    return submissions.get();
  }

  int polls() {
    return polls.get();
  }

  int downloads() {
    return downloads.get();
  }

  void swallowSubmissions() {
    answersSubmissions = false;
  }

  void swallowDownloads(boolean swallow) {
    answersDownloads = !swallow;
  }

  void finishJobs() {
    done = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body;
    if (exchange.getRequestMethod().equals("POST")) {
      String handle = "job-" + submissions.incrementAndGet();
      hangUnless(answersSubmissions);
      body = handle.getBytes(StandardCharsets.UTF_8);
    } else if (path.endsWith("/result")) {
      downloads.incrementAndGet();
      hangUnless(answersDownloads);
      body = picture();
    } else {
      polls.incrementAndGet();
      body = (done ? "done" : "running").getBytes(StandardCharsets.UTF_8);
    }
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void hangUnless(boolean answers) throws IOException {
    try {
      if (!answers) {
        end.await();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException(stop);
    }
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
