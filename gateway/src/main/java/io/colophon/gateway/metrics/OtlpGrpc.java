package io.colophon.gateway.metrics;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** OTLP over gRPC, compressed with gzip; without TLS where the endpoint's scheme is http. */
final class OtlpGrpc implements OtlpSender {
  private static final int USUAL_PORT = 4317;

  private final ManagedChannel channel;
  private final MetricsServiceGrpc.MetricsServiceBlockingStub stub;
  private final Duration timeout;

  OtlpGrpc(URI endpoint, Map<String, String> headers, Duration timeout) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(
            endpoint.getHost(), endpoint.getPort() < 0 ? USUAL_PORT : endpoint.getPort());
    this.channel =
        (endpoint.getScheme().equals("http") ? builder.usePlaintext() : builder)
            .userAgent("Colophon")
            .build();
    Metadata metadata = new Metadata();
    headers.forEach(
        (name, value) ->
            metadata.put(
                Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER),
                value));
    this.stub =
        MetricsServiceGrpc.newBlockingStub(channel)
            .withCompression("gzip")
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    this.timeout = timeout;
  }

  @Override
  public ExportMetricsServiceResponse send(ExportMetricsServiceRequest request)
      throws IOException, InterruptedException {
    try {
      return stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS).export(request);
    } catch (StatusRuntimeException failure) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the server stops");
      }
      throw new IOException("it answers " + failure.getStatus(), failure);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
