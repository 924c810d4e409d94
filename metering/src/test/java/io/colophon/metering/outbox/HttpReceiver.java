package io.colophon.metering.outbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** The JDK's HTTP server: answers what a test says, 202 when nothing is said. */
final class HttpReceiver implements AutoCloseable {
  record Request(Headers headers, String body) {}

  record Answer(int status, String header, String value) {
    static Answer of(int status) {
      return new Answer(status, "", "");
    }
  }

  final List<Request> taken = new CopyOnWriteArrayList<>();
  final List<Request> seen = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final HttpServer server;
  private volatile int largest = Integer.MAX_VALUE;

  HttpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/events");
  }

  synchronized void answer(Answer... next) {
    answers.addAll(List.of(next));
  }

  /** From now on it answers 413 to longer bodies. */
  void takeAtMost(int bytes) {
    largest = bytes;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Request request =
        new Request(exchange.getRequestHeaders(), new String(body, StandardCharsets.UTF_8));
    seen.add(request);
    Answer next = answers.poll();
    Answer answer = next != null ? next : body.length > largest ? Answer.of(413) : Answer.of(202);
    if (answer.status() / 100 == 2) {
      taken.add(request);
    }
    if (!answer.header().isEmpty()) {
      exchange.getResponseHeaders().add(answer.header(), answer.value());
    }
    exchange.sendResponseHeaders(answer.status(), -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
