package io.colophon.gateway.http;

import io.colophon.gateway.admission.Credentials;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Reads who says that he asks. */
final class CallerFacts {
  private static final String BEARER = "Bearer ";
  private static final AttributeKey<Peer> PEER = AttributeKey.valueOf(CallerFacts.class, "peer");

  private CallerFacts() {}

  /**
   * What is known of a connection's other end, found out once.
   *
   * @param certificateSubject of the certificate that TLS verified
   * @param loopback whether it is on this machine
   */
  private record Peer(Optional<String> certificateSubject, boolean loopback) {}

  /**
   * The key stands in {@code authorization: Bearer} (OpenAI), {@code x-api-key} (Anthropic) or
   * {@code x-goog-api-key} (Google). A web page that a browser on this machine shows is no caller
   * on this machine, unless its origin is configured; neither is whom a proxy speaks for.
   *
   * @param otherwise the key where no header has one; null for none
   */
  static Credentials credentials(
      Channel channel, HttpHeaders headers, Cors cors, @Nullable String otherwise) {
    Peer peer = peer(channel);
    String key = key(headers);
    return new Credentials(
        Optional.ofNullable(key == null ? otherwise : key),
        peer.certificateSubject(),
        peer.loopback() && cors.mayBeLocal(headers) && !isForwarded(headers),
        Optional.empty());
  }

  /** The address of a connection's other end; loopback where it has none. */
  static InetAddress address(Channel channel) {
    Channel connection = channel.parent() == null || isServer(channel) ? channel : channel.parent();
    return connection.remoteAddress() instanceof InetSocketAddress address
            && address.getAddress() != null
        ? address.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  private static boolean isForwarded(HttpHeaders headers) {
    return headers.contains("x-forwarded-for") || headers.contains("forwarded");
  }

  private static Peer peer(Channel channel) {
    Channel connection = channel.parent() == null || isServer(channel) ? channel : channel.parent();
    Attribute<Peer> kept = connection.attr(PEER);
    Peer known = kept.get();
    if (known == null) {
      known = new Peer(certificateSubject(connection), isLoopback(connection));
      kept.set(known);
    }
    return known;
  }

  /** A stream's parent is its connection; a connection's parent is the listening socket. */
  private static boolean isServer(Channel channel) {
    return channel.parent() instanceof ServerChannel;
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
