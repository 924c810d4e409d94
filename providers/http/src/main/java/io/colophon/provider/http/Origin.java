package io.colophon.provider.http;

import java.net.URI;
import java.util.Locale;

/**
 * Where connections lead.
 *
 * @param tls whether TLS is spoken
 * @param host in lower case
 * @param port TCP port
 * @param guarded whether only public addresses may be behind the name, because the name was not
 *     given by the operator
 */
record Origin(boolean tls, String host, int port, boolean guarded) {

  /**
   * The origin of an absolute address, not guarded.
   *
   * @throws IllegalArgumentException if it is not an http or https address with a host
   */
  static Origin of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https") || scheme.equals("wss");
    if (!tls && !scheme.equals("http") && !scheme.equals("ws") || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "address with scheme \"" + scheme + "\": expected http or https and a host");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    return new Origin(tls, uri.getHost().toLowerCase(Locale.ROOT), port, false);
  }

  /** The same, for public addresses only. */
  Origin guard() {
    return new Origin(tls, host, port, true);
  }

  /** As the {@code Host} header says it. */
  String authority() {
    return port == (tls ? 443 : 80) ? host : host + ":" + port;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
