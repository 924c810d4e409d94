package io.colophon.gateway.http;

import io.colophon.gateway.admission.Credentials;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Reads who says that he asks. */
final class CallerFacts {
  private static final String BEARER = "Bearer ";

  private CallerFacts() {}

  /**
   * The key stands in {@code authorization: Bearer} (OpenAI), {@code x-api-key} (Anthropic) or
   * {@code x-goog-api-key} (Google).
   *
   * @param otherwise the key where no header has one; null for none
   */
  static Credentials credentials(Channel channel, HttpHeaders headers, @Nullable String otherwise) {
    Channel connection = channel.parent() == null || isServer(channel) ? channel : channel.parent();
    String key = key(headers);
    return new Credentials(
        Optional.ofNullable(key == null ? otherwise : key),
        certificateSubject(connection),
        isLoopback(connection),
        Optional.empty());
  }

  /** A stream's parent is its connection; a connection's parent is the listening socket. */
  private static boolean isServer(Channel channel) {
    return channel.parent() instanceof io.netty.channel.ServerChannel;
  }

  private static @Nullable String key(HttpHeaders headers) {
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    String key = headers.get("x-api-key");
    return key != null ? key : headers.get("x-goog-api-key");
  }

  private static boolean isLoopback(Channel connection) {
    SocketAddress peer = connection.remoteAddress();
    return peer instanceof InetSocketAddress address
        && address.getAddress() != null
        && address.getAddress().isLoopbackAddress();
  }

  private static Optional<String> certificateSubject(Channel connection) {
    SslHandler tls = connection.pipeline().get(SslHandler.class);
    if (tls == null) {
      return Optional.empty();
    }
    try {
      return tls.engine().getSession().getPeerCertificates()[0]
              instanceof X509Certificate certificate
          ? Optional.of(certificate.getSubjectX500Principal().getName())
          : Optional.empty();
    } catch (SSLPeerUnverifiedException anonymous) {
      return Optional.empty();
    }
  }
}
