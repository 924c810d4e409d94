package io.colophon.provider.vendors.chat;

import io.colophon.provider.spi.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one chunk of a chat stream, or one whole answer, says.
 *
 * @param model which model answers; null when it is not said
 * @param text words; null when there are none
 * @param refusal words in which the model declines; null when it does not
 * @param toolCalls pieces of tool calls, or whole ones
 * @param hasOther whether the message says something that our terms do not have, such as reasoning
 * @param finishReason as the host writes it; null when it goes on
 * @param usage null when none is reported
 * @param error an error object after all; null when there is none
 */
record ChatPiece(
    @Nullable String model,
    @Nullable String text,
    @Nullable String refusal,
    List<ToolPiece> toolCalls,
    boolean hasOther,
    @Nullable String finishReason,
    @Nullable Usage usage,
    @Nullable JsonNode error) {

  /**
   * A piece of a tool call.
   *
   * @param index which call of the answer
   * @param id null in all pieces but the first
   * @param name null in all pieces but the first
   * @param arguments the next characters of the arguments' JSON
   */
  record ToolPiece(int index, @Nullable String id, @Nullable String name, String arguments) {}
}
