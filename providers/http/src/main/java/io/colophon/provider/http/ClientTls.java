package io.colophon.provider.http;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;

/** TLS as a client: certificates and host names are always verified. */
final class ClientTls {
  private ClientTls() {}

  /**
   * What the operator trusts.
   *
   * @param http2 whether to offer HTTP/2 beside HTTP/1.1 (ALPN, RFC 7301); otherwise nothing is
   *     offered
   * @throws IllegalArgumentException if the authorities cannot be read
   */
  static SslContext of(ConnectionConfig config, boolean http2) {
    try {
      // Host names are verified by default since Netty 4.2; it is said here because everything
      // rests on it.
      SslContextBuilder builder =
          SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
      config.caCertificate().ifPresent(path -> builder.trustManager(path.toFile()));
      if (http2) {
        builder.applicationProtocolConfig(
            new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1));
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "connection.ca-certificate cannot be used: " + unusable.getMessage(), unusable);
    }
  }
}
