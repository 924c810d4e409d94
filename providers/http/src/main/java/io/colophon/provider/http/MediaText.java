package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.ProviderException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Media that vendors put into JSON as text. */
public final class MediaText {
  private MediaText() {}

  /**
   * The bytes behind base64, with or without padding, line ends or a {@code data:} prefix.
   *
   * @throws ProviderException MALFORMED_ANSWER if it is none
   */
  public static ByteBuffer fromBase64(String text) {
    String only = text;
    if (text.startsWith("data:")) {
      int comma = text.indexOf(',');
      only = text.substring(comma + 1);
    }
    try {
      return ByteBuffer.wrap(
          only.indexOf('\n') >= 0
              ? Base64.getMimeDecoder().decode(only)
              : only.indexOf('-') >= 0 || only.indexOf('_') >= 0
                  ? Base64.getUrlDecoder().decode(only)
                  : Base64.getDecoder().decode(only));
    } catch (IllegalArgumentException not) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "media of the answer are not base64", null, not);
    }
  }

  /**
   * The bytes behind hexadecimal digits.
   *
   * @throws ProviderException MALFORMED_ANSWER if it is none
   */
  public static ByteBuffer fromHex(String text) {
    try {
      return ByteBuffer.wrap(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException not) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "media of the answer are not hexadecimal", null, not);
    }
  }

  /** The media in base64, with padding and without line ends. */
  public static String base64(Part.Media media) {
    return StandardCharsets.ISO_8859_1
        .decode(Base64.getEncoder().encode(media.bytes().duplicate()))
        .toString();
  }

  /** The media as a {@code data:} URL (RFC 2397). */
  public static String dataUrl(Part.Media media) {
    return "data:" + media.mimeType() + ";base64," + base64(media);
  }
}
