package io.colophon.provider.http;

import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a deployment keeps its connections.
 *
 * @param maxConnections most connections to one host and port, each stream of HTTP/2 counted as
 *     one, so that it is the number of requests under way at once; at least 1
 * @param maxWaiting most requests that wait for a connection; beyond it they are refused as
 *     OVERLOADED; 0 refuses at once
 * @param keepIdle how long an unused connection is kept, of HTTP/1.1 or HTTP/2
 * @param http2 whether HTTP/2 is offered where TLS is spoken (ALPN, RFC 7301); an upstream that
 *     does not take it up, and every one without TLS or on a WebSocket, is spoken to in HTTP/1.1
 * @param proxy {@code http://}, {@code https://} or {@code socks5://host:port} through which to
 *     connect; absent connects directly
 * @param proxyUser user name for the proxy
 * @param proxyPassword password for the proxy
 * @param caCertificate PEM file with the authorities to trust instead of the machine's
 * @param dnsRefresh how long a resolved address is used at most
 */
public record ConnectionConfig(
    @Default("256") int maxConnections,
    @Default("1024") int maxWaiting,
    @Default("50s") Duration keepIdle,
    @Default("true") boolean http2,
    Optional<URI> proxy,
    Optional<String> proxyUser,
    Optional<Secret> proxyPassword,
    Optional<Path> caCertificate,
    @Default("30s") Duration dnsRefresh) {

  /** What a configuration without any key means. */
  public static final ConnectionConfig DEFAULTS =
      new ConnectionConfig(
          256,
          1024,
          Duration.ofSeconds(50),
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(30));

  public ConnectionConfig {
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          "connection.max-connections is " + maxConnections + ", expected at least 1");
    }
    if (maxWaiting < 0) {
      throw new IllegalArgumentException(
          "connection.max-waiting is " + maxWaiting + ", expected at least 0");
    }
  }
}
