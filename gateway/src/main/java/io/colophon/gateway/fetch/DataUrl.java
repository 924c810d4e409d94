package io.colophon.gateway.fetch;

import io.colophon.provider.spi.Part;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@code data:} URLs (RFC 2397). */
final class DataUrl {
  private static final Pattern MIME_TYPE = Pattern.compile("[a-z]+/[a-z0-9][a-z0-9.+-]{0,99}");
  private static final int MAX_HEAD = 256;

  private DataUrl() {}

  /**
   * @throws IllegalArgumentException if it is none; the message is safe to show
   */
  static Part.Media read(String url) {
    int comma = url.indexOf(',');
    if (comma < 0 || comma > MAX_HEAD) {
      throw new IllegalArgumentException(
          "a data URL without a comma after its head, expected data:image/png;base64,...");
    }
    String head = url.substring("data:".length(), comma).toLowerCase(Locale.ROOT);
    boolean base64 = head.endsWith(";base64");
    int end = head.indexOf(';');
    String mimeType = end < 0 ? head : head.substring(0, end);
    if (!MIME_TYPE.matcher(mimeType).matches() || mimeType.equals(Links.MIME_TYPE)) {
      throw new IllegalArgumentException(
          "a data URL of type \"" + Shown.of(mimeType, 40) + "\", expected one such as image/png");
    }
    byte[] bytes = base64 ? decodeBase64(url, comma + 1) : decodePercent(url, comma + 1);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("a data URL without data, expected a media file");
    }
    return new Part.Media(mimeType, ByteBuffer.wrap(bytes));
  }

  private static byte[] decodeBase64(String url, int from) {
    // Not a substring: a picture can be long, and this copies it once.
    byte[] encoded = url.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer data = ByteBuffer.wrap(encoded, from, encoded.length - from).slice();
    try {
      return bytesOf(Base64.getDecoder().decode(data));
    } catch (IllegalArgumentException notStandard) {
      throw new IllegalArgumentException("a data URL whose base64 is broken", notStandard);
    }
  }

  private static byte[] bytesOf(ByteBuffer decoded) {
    byte[] bytes = new byte[decoded.remaining()];
    decoded.get(bytes);
    return bytes;
  }

  private static byte[] decodePercent(String url, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(url.length() - from);
    int i = from;
    while (i < url.length()) {
      char c = url.charAt(i);
      if (c == '%') {
        int high = i + 2 < url.length() ? Character.digit(url.charAt(i + 1), 16) : -1;
        int low = i + 2 < url.length() ? Character.digit(url.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException("a data URL with a broken escape at character " + i);
        }
        out.write(high << 4 | low);
        i += 3;
      } else if (c < 0x80) {
        out.write(c);
        i++;
      } else {
        throw new IllegalArgumentException("a data URL with a character that is not ASCII at " + i);
      }
    }
    return out.toByteArray();
  }
}
