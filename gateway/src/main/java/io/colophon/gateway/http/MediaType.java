package io.colophon.gateway.http;

import java.util.Locale;

/** Content types. */
final class MediaType {

  private MediaType() {}

  /** Type and subtype in lower case, without parameters. */
  static String essence(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
