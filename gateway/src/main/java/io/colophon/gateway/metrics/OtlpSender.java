package io.colophon.gateway.metrics;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;

/** Carries messages to a collector. Calls block, for at most the timeout. */
interface OtlpSender extends AutoCloseable {

  /**
   * Sends one message.
   *
   * @throws IOException if the collector is away or does not take it; the message never holds a
   *     header's value
   * @throws InterruptedException if the server stops
   */
  ExportMetricsServiceResponse send(ExportMetricsServiceRequest request)
      throws IOException, InterruptedException;

  @Override
  void close();
}
