package io.colophon.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.colophon.gateway.config.GenAiNames;
import io.colophon.gateway.config.OtlpConfig;
import io.colophon.gateway.config.OtlpProtocol;
import io.colophon.gateway.pipeline.OutputGaps;
import io.colophon.provider.spi.Secret;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class OtlpPushTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final long NOW = 1767323045_000_000_000L;
  private static final Duration SELDOM = Duration.ofHours(1);

  private final GatewayMetrics metrics =
      new GatewayMetrics(GenAiNames.V1_41, Set.of(), () -> Settlements.CONFIG);
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

  private record Received(ExportMetricsServiceRequest request, Map<String, String> headers) {}

  private void settle() {
    metrics.settled(Settlements.completed(), Settlements.TIMES, OutputGaps.NONE);
  }

  @Test
  void push_overHttp_arrivesWithEveryFigure() throws Exception {
    HttpServer collector = collector(ExportMetricsServiceResponse.getDefaultInstance());
    settle();

    metrics
        .push(
            config("http", collector.getAddress().getPort(), OtlpProtocol.HTTP_PROTOBUF, SELDOM),
            "i-1",
            CLOCK)
        .close();

    Received message = received.poll(30, TimeUnit.SECONDS);
    collector.stop(0);
    assertThat(message).isNotNull();
    assertThat(message.headers())
        .containsEntry("path", "/v1/metrics")
        .containsEntry("Content-type", "application/x-protobuf")
        .containsEntry("X-token", "s3cret");
    assertArrived(message.request());
  }

  @Test
  void push_overGrpc_arrivesWithEveryFigure() throws Exception {
    Server collector =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Collector())
            .intercept(new HeaderReader())
            .build()
            .start();
    settle();

    metrics
        .push(config("http", collector.getPort(), OtlpProtocol.GRPC, SELDOM), "i-1", CLOCK)
        .close();

    Received message = received.poll(30, TimeUnit.SECONDS);
    collector.shutdownNow();
    assertThat(message).isNotNull();
    assertThat(message.headers()).containsEntry("x-token", "s3cret");
    assertArrived(message.request());
  }

  private static void assertArrived(ExportMetricsServiceRequest request) {
    var resource = request.getResourceMetrics(0);
    assertThat(attributes(resource.getResource().getAttributesList()))
        .containsEntry("service.name", "colophon")
        .containsEntry("service.instance.id", "i-1");
    Map<String, Metric> byName =
        resource.getScopeMetrics(0).getMetricsList().stream()
            .collect(Collectors.toMap(Metric::getName, metric -> metric));

    Metric energy = byName.get("colophon.energy");
    assertThat(energy.getUnit()).isEqualTo("J");
    assertThat(energy.getSum().getIsMonotonic()).isTrue();
    assertThat(energy.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    NumberDataPoint joules = energy.getSum().getDataPoints(0);
    assertThat(joules.getAsDouble()).isEqualTo(1.8e6);
    assertThat(joules.getTimeUnixNano()).isEqualTo(NOW);
    assertThat(attributes(joules.getAttributesList())).containsEntry("model", "big-2026");

    assertThat(byName.get("colophon.usage").getSum().getDataPointsList())
        .anySatisfy(
            point -> {
              assertThat(point.getAsInt()).isEqualTo(100);
              assertThat(attributes(point.getAttributesList()))
                  .containsEntry("unit", "input_tokens");
            });

    Metric usage = byName.get("gen_ai.client.token.usage");
    assertThat(usage.getUnit()).isEqualTo("{token}");
    HistogramDataPoint input =
        usage.getHistogram().getDataPointsList().stream()
            .filter(
                point ->
                    "input".equals(attributes(point.getAttributesList()).get("gen_ai.token.type")))
            .findFirst()
            .orElseThrow();
    assertThat(input.getExplicitBoundsList())
        .containsExactly(
            1.0,
            4.0,
            16.0,
            64.0,
            256.0,
            1024.0,
            4096.0,
            16384.0,
            65536.0,
            262144.0,
            1048576.0,
            4194304.0,
            16777216.0,
            67108864.0);
    assertThat(input.getBucketCountsList())
        .containsExactly(0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    assertThat(input.getSum()).isEqualTo(100);
    assertThat(input.getCount()).isEqualTo(1);
  }

  private static Map<String, String> attributes(java.util.List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, a -> a.getValue().getStringValue()));
  }

  @Test
  void push_again_isCumulative() throws Exception {
    HttpServer collector = collector(ExportMetricsServiceResponse.getDefaultInstance());
    settle();
    AutoCloseable push =
        metrics.push(
            config(
                "http",
                collector.getAddress().getPort(),
                OtlpProtocol.HTTP_PROTOBUF,
                Duration.ofMillis(50)),
            "i-1",
            CLOCK);
    double first = energy(received.poll(30, TimeUnit.SECONDS));
    settle();

    await().atMost(Duration.ofSeconds(30)).until(() -> energy(received.take()) == 2 * first);
    push.close();
    collector.stop(0);

    assertThat(first).isEqualTo(1.8e6);
  }

  private static double energy(Received message) {
    return message.request().getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream()
        .filter(metric -> metric.getName().equals("colophon.energy"))
        .findFirst()
        .orElseThrow()
        .getSum()
        .getDataPoints(0)
        .getAsDouble();
  }

  @Test
  void push_collectorAway_isCountedAndStopsAllTheSame() throws Exception {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }

    metrics.push(config("http", free, OtlpProtocol.HTTP_PROTOBUF, SELDOM), "i-1", CLOCK).close();

    assertThat(Page.sum(metrics, "colophon_otlp_failures_total")).isEqualTo(1);
    assertThat(Page.sum(metrics, "colophon_otlp_pushes_total")).isZero();
  }

  @Test
  void push_collectorThatNeverAnswers_doesNotHoldUpTheStop() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      AutoCloseable push =
          metrics.push(
              config("http", silent.getLocalPort(), OtlpProtocol.HTTP_PROTOBUF, SELDOM),
              "i-1",
              CLOCK);

      push.close(); // its timeout is an hour

      assertThat(Page.sum(metrics, "colophon_otlp_pushes_total")).isZero();
    }
  }

  @Test
  void push_pointsRefused_areCounted() throws Exception {
    HttpServer collector =
        collector(
            ExportMetricsServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportMetricsPartialSuccess.newBuilder().setRejectedDataPoints(3))
                .build());

    metrics
        .push(
            config("http", collector.getAddress().getPort(), OtlpProtocol.HTTP_PROTOBUF, SELDOM),
            "i-1",
            CLOCK)
        .close();
    collector.stop(0);

    assertThat(Page.sum(metrics, "colophon_otlp_points_refused_total")).isEqualTo(3);
    assertThat(Page.sum(metrics, "colophon_otlp_pushes_total")).isEqualTo(1);
  }

  private static OtlpConfig config(
      String scheme, int port, OtlpProtocol protocol, Duration interval) {
    return new OtlpConfig(
        URI.create(scheme + "://127.0.0.1:" + port),
        protocol,
        interval,
        Duration.ofHours(1),
        Map.of("x-token", new Secret("s3cret")));
  }

  private HttpServer collector(ExportMetricsServiceResponse answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers =
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, h -> h.getValue().get(0)));
          headers.put("path", exchange.getRequestURI().getPath());
          received.add(
              new Received(
                  ExportMetricsServiceRequest.parseFrom(
                      new GZIPInputStream(exchange.getRequestBody())),
                  headers));
          byte[] bytes = answer.toByteArray();
          exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private final class Collector extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> answer) {
      received.add(new Received(request, Map.of("x-token", HeaderReader.TOKEN.get())));
      answer.onNext(ExportMetricsServiceResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  private static final class HeaderReader implements ServerInterceptor {
    static final io.grpc.Context.Key<String> TOKEN = io.grpc.Context.key("x-token");

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String token = headers.get(Metadata.Key.of("x-token", Metadata.ASCII_STRING_MARSHALLER));
      return io.grpc.Contexts.interceptCall(
          io.grpc.Context.current().withValue(TOKEN, String.valueOf(token)), call, headers, next);
    }
  }
}
