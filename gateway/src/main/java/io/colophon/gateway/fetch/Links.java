package io.colophon.gateway.fetch;

import io.colophon.provider.spi.Part;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a door makes of a URL in a request. A {@code data:} URL is decoded on the spot; a link to
 * another host becomes a stand-in, which the pipeline replaces by the file before anybody else sees
 * the request. A stand-in never reaches a provider, and a door never opens a connection.
 */
public final class Links {
  /** Media type of a stand-in, whose bytes are the URL in UTF-8. */
  public static final String MIME_TYPE = "application/x-colophon-link";

  /** Longest link, in characters. */
  public static final int MAX_LINK_CHARS = 8192;

  private Links() {}

  /**
   * What stands for a URL in a request.
   *
   * @param url {@code https}, {@code http} or {@code data}; whether {@code http} is allowed is
   *     found out when the link is fetched
   * @throws IllegalArgumentException for any other; the message is safe to show
   */
  public static Part.Media media(String url) {
    String scheme = url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "data" -> DataUrl.read(url);
      case "https", "http" -> standIn(url);
      default ->
          throw new IllegalArgumentException(
              "a URL that begins with \""
                  + Shown.of(url, 16)
                  + "\", expected one that begins with https:// or data:");
    };
  }

  private static Part.Media standIn(String url) {
    if (url.length() > MAX_LINK_CHARS) {
      throw new IllegalArgumentException(
          "a link of " + url.length() + " characters, expected at most " + MAX_LINK_CHARS);
    }
    return new Part.Media(MIME_TYPE, ByteBuffer.wrap(url.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether the file is still to be fetched. */
  public static boolean isLink(Part.Media media) {
    return media.mimeType().equals(MIME_TYPE);
  }

  /** The URL of a stand-in. */
  static String urlOf(Part.Media standIn) {
    return StandardCharsets.UTF_8.decode(standIn.bytes().duplicate()).toString();
  }
}
