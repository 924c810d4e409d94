package io.colophon.labeling.credentials;

/**
 * {@code c2pa.metadata} (C2PA 2.4, 18.17) with the media type, which claims of version 2 do not
 * tell. For plain text, which has no container to tell it either.
 */
final class FormatMetadata {
  static final String LABEL = "c2pa.metadata";

  private FormatMetadata() {}

  /**
   * @param mimeType only letters, digits and {@code / . + -}, so that it needs no escapes
   */
  static Assertion of(String mimeType) {
    return Assertion.json(
        LABEL,
        "{\"@context\":{\"dc\":\"http://purl.org/dc/elements/1.1/\"},\"dc:format\":\""
            + mimeType
            + "\"}");
  }
}
