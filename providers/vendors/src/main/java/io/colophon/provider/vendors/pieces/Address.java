package io.colophon.provider.vendors.pieces;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the configuration. */
public final class Address {
  private Address() {}

  /**
   * The address without a slash at its end, so that paths can be added.
   *
   * @throws IllegalArgumentException if it is no http or https address; names the key {@code
   *     base-url}
   */
  public static String base(URI address) {
    String scheme = address.getScheme();
    if (address.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          "base-url is \"" + address + "\", expected an http or https address");
    }
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** A name as one segment of a path (RFC 3986, section 3.3). */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
