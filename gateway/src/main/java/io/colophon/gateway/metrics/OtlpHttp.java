package io.colophon.gateway.metrics;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * OTLP over HTTP with protobuf bodies, compressed with gzip (OTLP specification 1, "OTLP/HTTP").
 * The answer is read up to a limit.
 */
final class OtlpHttp implements OtlpSender {
  private static final String TYPE = "application/x-protobuf";
  private static final int MOST_OF_ANSWER = 64 * 1024;

  private final HttpClient client;
  private final URI endpoint;
  private final Map<String, String> headers;
  private final Duration timeout;

  /**
   * @param endpoint as it is, or with {@code /v1/metrics} behind it where it has no path
   */
  OtlpHttp(URI endpoint, Map<String, String> headers, Duration timeout) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.endpoint = withPath(endpoint);
    this.headers = Map.copyOf(headers);
    this.timeout = timeout;
  }

  private static URI withPath(URI endpoint) {
    String path = endpoint.getPath();
    return path == null || path.isEmpty() || path.equals("/")
        ? endpoint.resolve("/v1/metrics")
        : endpoint;
  }

  @Override
  public ExportMetricsServiceResponse send(ExportMetricsServiceRequest request)
      throws IOException, InterruptedException {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(endpoint)
            .timeout(timeout)
            .header("content-type", TYPE)
            .header("content-encoding", "gzip")
            .header("user-agent", "Colophon");
    headers.forEach(post::setHeader);
    HttpResponse<InputStream> answer =
        client.send(
            post.POST(HttpRequest.BodyPublishers.ofByteArray(gzip(request))).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() / 100 != 2) {
        throw new IOException("it answers " + answer.statusCode());
      }
      byte[] message = body.readNBytes(MOST_OF_ANSWER);
      boolean readable = answer.headers().firstValue("content-type").orElse("").startsWith(TYPE);
      return readable
          ? ExportMetricsServiceResponse.parseFrom(message)
          : ExportMetricsServiceResponse.getDefaultInstance();
    }
  }

  private static byte[] gzip(ExportMetricsServiceRequest request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      request.writeTo(zip);
    }
    return bytes.toByteArray();
  }

  /** The client's thread and connections end when nobody refers to it. */
  @Override
  public void close() {}
}
