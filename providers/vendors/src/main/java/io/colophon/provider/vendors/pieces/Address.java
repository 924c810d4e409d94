package io.colophon.provider.vendors.pieces;

import java.net.URI;

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
}
