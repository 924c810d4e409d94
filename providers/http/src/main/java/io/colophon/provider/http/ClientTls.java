package io.colophon.provider.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;

/** TLS as a client: certificates and host names are always verified. */
final class ClientTls {
  private ClientTls() {}

  /**
   * What the operator trusts.
   *
   * @throws IllegalArgumentException if the authorities cannot be read
   */
  static SslContext of(ConnectionConfig config) {
    try {
      // Host names are verified by default since Netty 4.2; it is said here because everything
      // rests on it.
      SslContextBuilder builder =
          SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
      config.caCertificate().ifPresent(path -> builder.trustManager(path.toFile()));
      return builder.build();
    } catch (SSLException | IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "connection.ca-certificate cannot be used: " + unusable.getMessage(), unusable);
    }
  }
}
