package io.colophon.gateway.labels;

import io.colophon.provider.spi.GenerationRequest;

/** Tells text that a program will parse from text that people read. */
final class StructuredText {
  /** OpenAI's wish for any JSON, as its door hands it on. */
  private static final String RESPONSE_FORMAT = "response_format";

  private static final String JSON_OBJECT = "json_object";

  private StructuredText() {}

  /** Whether the caller asked for such text. */
  static boolean isAskedForBy(GenerationRequest request) {
    return request instanceof GenerationRequest.Text text
        && (text.jsonSchema().isPresent()
            || JSON_OBJECT.equals(text.prompt().extensions().get(RESPONSE_FORMAT)));
  }
}
