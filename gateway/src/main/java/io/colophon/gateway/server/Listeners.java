package io.colophon.gateway.server;

import io.colophon.gateway.config.ServerConfig;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.HttpServer;
import io.colophon.gateway.http.HttpSettings;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.http.Routes;
import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.wire.CallFactsInterceptor;
import io.grpc.BindableService;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The open doors of a gateway. */
final class Listeners implements AutoCloseable {
  private final GrpcListener grpc;
  private final GrpcListener adminGrpc;
  private final OperatorHttp adminHttp;
  private final HttpServer http;
  private volatile boolean draining;

  Listeners(
      EventLoops loops,
      GatewayParts parts,
      List<BindableService> doors,
      List<BindableService> admin)
      throws IOException {
    ServerConfig server = parts.server();
    GatewayOptions options = parts.options();
    CallFactsInterceptor facts = new CallFactsInterceptor(parts.ids());
    grpc =
        GrpcListener.start(
            GatewayOptions.portOr(server.grpc(), options.grpcPort()),
            server,
            server.tls(),
            loops,
            facts,
            doors);
    adminGrpc =
        GrpcListener.start(
            GatewayOptions.portOr(server.adminGrpc(), options.adminGrpcPort()),
            server,
            Optional.empty(),
            loops,
            facts,
            admin);
    adminHttp =
        OperatorHttp.start(
            GatewayOptions.portOr(server.adminHttp(), options.adminHttpPort()),
            loops,
            pages(parts));
    http = rest(loops, parts, doors);
  }

  private static HttpServer rest(
      EventLoops loops, GatewayParts parts, List<BindableService> services) throws IOException {
    ServerConfig server = parts.server();
    RestReceiver receiver =
        new RestReceiver(parts.config(), parts.ids(), parts.clock(), parts.ticker());
    RestCalls calls = new RestCalls(parts.admission(), parts.pool());
    Routes routes =
        Routes.of(
            RestDoors.of(
                parts,
                receiver,
                new Generations(parts.pipeline()),
                calls,
                services,
                loops.carrying()));
    return new HttpServer(
            routes,
            HttpSettings.of(server),
            parts.ids(),
            parts.pool(),
            parts.clock(),
            parts.ticker())
        .listen(
            GatewayOptions.portOr(server.http(), parts.options().httpPort()),
            server.tls(),
            loops.accepting(),
            loops.carrying(),
            loops.channel());
  }

  private Map<String, Function<String, OperatorHttp.Page>> pages(GatewayParts parts) {
    Map<String, Function<String, OperatorHttp.Page>> pages = new LinkedHashMap<>();
    pages.put("/healthz", accept -> OperatorHttp.Page.text(200, "ok\n"));
    pages.put("/readyz", accept -> ready(parts));
    pages.put(
        "/metrics",
        accept -> {
          GatewayMetrics.Page page = parts.metrics().page(accept);
          return new OperatorHttp.Page(200, page.contentType(), page.text());
        });
    return pages;
  }

  private OperatorHttp.Page ready(GatewayParts parts) {
    if (draining) {
      return OperatorHttp.Page.text(503, "stopping\n");
    }
    return parts.records().healthy()
        ? OperatorHttp.Page.text(200, "ready\n")
        : OperatorHttp.Page.text(503, "ledger or provenance log cannot be written\n");
  }

  Addresses addresses() {
    return new Addresses(grpc.port(), http.port(), adminHttp.port(), adminGrpc.port());
  }

  void stopAccepting() {
    draining = true;
    http.stopAccepting();
    grpc.stopAccepting();
  }

  /** Waits for calls under way, until the deadline on {@link System#nanoTime}. */
  void awaitEnd(long deadline) {
    try {
      if (!grpc.awaitEnd(Math.max(0, deadline - System.nanoTime()))) {
        grpc.close();
      }
      if (!http.awaitEnd(Math.max(0, deadline - System.nanoTime()))) {
        http.close();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    http.close();
    adminHttp.close();
    adminGrpc.close();
    grpc.close();
  }
}
