package io.colophon.gateway.fetch;

import io.colophon.gateway.config.LinksConfig;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a link leads, as far as the link itself says: everything is checked that can be checked
 * without asking a name server.
 *
 * @param url as written, for what redirects are relative to
 * @param secure whether TLS is spoken
 * @param host a name in lower case, or an address without brackets
 * @param port 1 to 65535
 * @param pathAndQuery begins with a slash, ASCII
 */
record Destination(URI url, boolean secure, String host, int port, String pathAndQuery) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /**
   * @throws UnfetchableException if the link is malformed or not allowed
   */
  static Destination of(String link, LinksConfig rules) {
    if (link.length() > Links.MAX_LINK_CHARS) {
      throw new UnfetchableException("it is longer than " + Links.MAX_LINK_CHARS + " characters");
    }
    URI url;
    try {
      url = new URI(link);
    } catch (URISyntaxException malformed) {
      throw new UnfetchableException("it is no URL");
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !(scheme.equals("http") && rules.plainHttp())) {
      throw new UnfetchableException(
          "its scheme is \"" + Shown.of(scheme, 16) + "\", expected https");
    }
    if (url.getRawUserInfo() != null) {
      throw new UnfetchableException("it holds credentials, expected none");
    }
    String host = host(url);
    int port = url.getPort() < 0 ? (secure ? HTTPS : HTTP) : url.getPort();
    if (!rules.ports().contains(port)) {
      throw new UnfetchableException("its port is " + port + ", which is not allowed");
    }
    return new Destination(url, secure, host, port, pathAndQuery(url));
  }

  private static String host(URI url) {
    String host = url.getHost();
    if (host == null || host.isEmpty()) {
      throw new UnfetchableException("its host is not written as a name or an address");
    }
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[")) {
      if (name.indexOf('%') >= 0) {
        throw new UnfetchableException("its host names a zone, expected a plain address");
      }
      return name.substring(1, name.length() - 1);
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    boolean numeric = last.isEmpty() || last.startsWith("0x") || last.matches("\\d+");
    if (numeric && !isPlainIpv4(name)) {
      // 2130706433, 0177.0.0.1, 0x7f.1 and the like: readers disagree on what these mean
      throw new UnfetchableException("its host is an address in an unusual form");
    }
    return name;
  }

  private static boolean isPlainIpv4(String host) {
    return host.matches("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}")
        && NetUtil.isValidIpV4Address(host);
  }

  private static String pathAndQuery(URI url) {
    URI ascii = URI.create(url.toASCIIString());
    String path = ascii.getRawPath();
    String query = ascii.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  /** The address, where the host is one. */
  Optional<InetAddress> address() {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", wrongLength);
    }
  }

  /** The value of the header {@code host}. */
  String hostHeader() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
  }

  /**
   * Where a redirect leads.
   *
   * @throws UnfetchableException as for any other link, or if it leaves TLS
   */
  Destination redirectedTo(String location, LinksConfig rules) {
    URI next;
    try {
      next = url.resolve(new URI(location));
    } catch (URISyntaxException malformed) {
      throw new UnfetchableException("it leads to what is no URL");
    }
    Destination destination = of(next.toString(), rules);
    if (secure && !destination.secure()) {
      throw new UnfetchableException("it leads from https to http");
    }
    return destination;
  }
}
