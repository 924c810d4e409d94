package io.colophon.provider.http;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import javax.net.ssl.SSLException;

/**
 * TLS as a client: certificates and host names are always verified.
 *
 * @param http1 offers HTTP/1.1 alone
 * @param http2 offers HTTP/2 first; the same as {@code http1} where the operator does not want it
 */
record ClientTls(SslContext http1, SslContext http2) {

  /**
   * @throws IllegalArgumentException if the authorities cannot be read
   */
  static ClientTls of(ConnectionConfig config) {
    try {
      SslContext first = builder(config).build();
      if (!config.http2()) {
        return new ClientTls(first, first);
      }
      SslContext second =
          builder(config)
              .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      ApplicationProtocolConfig.Protocol.ALPN,
                      ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                      ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                      ApplicationProtocolNames.HTTP_2,
                      ApplicationProtocolNames.HTTP_1_1))
              .build();
      return new ClientTls(first, second);
    } catch (SSLException | IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "connection.ca-certificate cannot be used: " + unusable.getMessage(), unusable);
    }
  }

  // Host names are verified by default since Netty 4.2; it is said here because everything rests
  // on it.
  private static SslContextBuilder builder(ConnectionConfig config) {
    SslContextBuilder builder =
        SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
    config.caCertificate().ifPresent(path -> builder.trustManager(path.toFile()));
    return builder;
  }

  SslContext context(boolean two) {
    return two ? http2 : http1;
  }
}
