package io.colophon.provider.http;

import io.colophon.provider.spi.Secret;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxy through which a deployment connects.
 *
 * @param origin where it is; {@code tls} when the way to it is encrypted
 * @param socks whether it speaks SOCKS 5 rather than HTTP CONNECT
 * @param user user name
 * @param password password
 */
record Proxy(Origin origin, boolean socks, Optional<String> user, Optional<Secret> password) {

  /**
   * The proxy of a configuration; empty when it names none.
   *
   * @throws IllegalArgumentException if the address is not one of a proxy
   */
  static Optional<Proxy> of(ConnectionConfig config) {
    return config.proxy().map(uri -> of(uri, config));
  }

  private static Proxy of(URI uri, ConnectionConfig config) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean socks = scheme.equals("socks5");
    if (!socks && !scheme.equals("http") && !scheme.equals("https")
        || uri.getHost() == null
        || uri.getPort() < 0) {
      throw new IllegalArgumentException(
          "connection.proxy has scheme \""
              + scheme
              + "\", expected http://, https:// or socks5:// with host and port");
    }
    return new Proxy(
        new Origin(scheme.equals("https"), uri.getHost(), uri.getPort(), false),
        socks,
        config.proxyUser(),
        config.proxyPassword());
  }

  /** What speaks with it, on its resolved address. */
  ProxyHandler handler(InetSocketAddress at, long connectMillis) {
    String name = user.orElse("");
    String word = password.map(Secret::reveal).orElse("");
    ProxyHandler handler =
        socks
            ? user.isPresent() ? new Socks5ProxyHandler(at, name, word) : new Socks5ProxyHandler(at)
            : user.isPresent() ? new HttpProxyHandler(at, name, word) : new HttpProxyHandler(at);
    handler.setConnectTimeoutMillis(connectMillis);
    return handler;
  }
}
