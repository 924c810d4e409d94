package io.colophon.provider.vendors.gemini;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.util.Base64;

/** Bytes within an answer. */
final class Base64Text {
  private Base64Text() {}

  /**
   * @throws ProviderException MALFORMED_ANSWER if it is not base64, or empty
   */
  static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "the media of the answer is not base64");
    }
    if (bytes.length == 0) {
      throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the media of the answer is empty");
    }
    return bytes;
  }
}
