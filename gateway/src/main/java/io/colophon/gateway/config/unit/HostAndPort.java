package io.colophon.gateway.config.unit;

import java.util.regex.Pattern;

/**
 * A network address.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port 0 to 65535; 0 is any free one
 */
public record HostAndPort(String host, int port) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*");
  private static final Pattern IPV6 =
      Pattern.compile("(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9]+)?");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  /**
   * Reads {@code host:port} or {@code [ipv6]:port}. A port alone is refused, so that nobody opens a
   * door to every network by leaving the host out.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(0, colon));
    String port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    boolean hostFits = (bracketed ? IPV6 : NAME).matcher(bare).matches();
    if (!hostFits || !PORT.matcher(port).matches() || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException(
          "expected an address such as 127.0.0.1:9090, [::1]:9090 or localhost:0 with a port of 0"
              + " to 65535");
    }
    return new HostAndPort(bare, Integer.parseInt(port));
  }

  /** The same host with another port. */
  public HostAndPort withPort(int other) {
    return new HostAndPort(host, other);
  }

  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
