package io.colophon.provider.http;

import com.sun.net.httpserver.HttpServer;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What {@link HttpUpstream} promises is what the contract asks of every plug-in. */
class HttpUpstreamContractTest extends ProviderContract {
  private static HttpServer server;
  private static ExecutorService threads;

  @BeforeAll
  static void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("content-type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            for (String event :
                new String[] {
                  "event: accepted\ndata: x\n\n",
                  "data: one\n\n",
                  "data: two\n\n",
                  "event: end\ndata: x\n\n"
                }) {
              body.write(event.getBytes(StandardCharsets.UTF_8));
              body.flush();
            }
          } catch (IOException gone) {
            exchange.close(); // the caller left, as some tests do
          }
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new EchoProvider(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/words"),
        Timeouts.DEFAULTS,
        context);
  }
}
