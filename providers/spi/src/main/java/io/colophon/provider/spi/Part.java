package io.colophon.provider.spi;

import java.nio.ByteBuffer;

/** One piece of a message. */
public sealed interface Part {

  /**
   * Words.
   *
   * @param text well-formed Unicode; may be empty
   */
  record Text(String text) implements Part {}

  /**
   * A picture, a recording or a film.
   *
   * @param mimeType for instance {@code image/png}; lower case, without parameters
   * @param bytes read-only, position at the first byte, limit after the last; every reader takes a
   *     {@link ByteBuffer#duplicate() duplicate}
   */
  record Media(String mimeType, ByteBuffer bytes) implements Part {
    public Media {
      bytes = bytes.asReadOnlyBuffer();
    }
  }

  /**
   * A call of a tool that the model made in an earlier turn.
   *
   * @param id links the call with its {@link ToolResult}
   * @param name the tool's name
   * @param argumentsJson a JSON object as text
   */
  record ToolCall(String id, String name, String argumentsJson) implements Part {}

  /**
   * What the caller's tool answered.
   *
   * @param id that of the {@link ToolCall}
   * @param contentJson the answer; any text, JSON where the tool speaks JSON
   */
  record ToolResult(String id, String contentJson) implements Part {}
}
