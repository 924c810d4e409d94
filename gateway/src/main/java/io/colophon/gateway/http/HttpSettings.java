package io.colophon.gateway.http;

import io.colophon.gateway.config.ServerConfig;
import java.time.Duration;
import java.util.List;

/**
 * Limits of the REST port's connections.
 *
 * @param maxHeaderBytes headers of a request together
 * @param headTimeoutNanos from a request's first byte to the end of its headers
 * @param bodyTimeoutNanos for each {@value #BODY_STEP_BYTES} bytes of a body, or its rest
 * @param idleTimeoutNanos between requests
 * @param stallTimeoutNanos how long an answer may wait for a caller who does not read
 * @param maxStreams requests at the same time on one HTTP/2 connection
 * @param corsOrigins origins of pages that may call; empty: none, {@code *}: any
 */
public record HttpSettings(
    int maxHeaderBytes,
    long headTimeoutNanos,
    long bodyTimeoutNanos,
    long idleTimeoutNanos,
    long stallTimeoutNanos,
    int maxStreams,
    List<String> corsOrigins) {
  /** A body that moves slower than this in {@code bodyTimeoutNanos} is given up. */
  public static final int BODY_STEP_BYTES = 16 * 1024;

  private static final long LEAST_TICK_NANOS = Duration.ofMillis(20).toNanos();
  private static final long MOST_TICK_NANOS = Duration.ofSeconds(5).toNanos();

  public HttpSettings {
    corsOrigins = List.copyOf(corsOrigins);
  }

  /** As configured. */
  public static HttpSettings of(ServerConfig server) {
    return new HttpSettings(
        server.maxMetadata().bytesAsInt(),
        server.rest().headTimeout().toNanos(),
        server.rest().bodyTimeout().toNanos(),
        server.rest().idleTimeout().toNanos(),
        server.rest().stallTimeout().toNanos(),
        server.maxConcurrentCallsPerConnection(),
        server.rest().corsOrigins());
  }

  /** How often a connection looks at its timeouts. */
  long tickNanos() {
    long shortest =
        Math.min(
            Math.min(headTimeoutNanos, bodyTimeoutNanos),
            Math.min(idleTimeoutNanos, stallTimeoutNanos));
    return Math.max(LEAST_TICK_NANOS, Math.min(MOST_TICK_NANOS, shortest / 4));
  }
}
