package io.colophon.provider.vendors.chat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads chunks and answers of {@code /chat/completions} in one pass, without building a tree: a
 * stream has one of them for each token. Not thread-safe.
 */
final class ChatPieceReader {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private @Nullable String model;
  private @Nullable String text;
  private @Nullable String refusal;
  private List<ChatPiece.ToolPiece> toolCalls = List.of();
  private boolean hasOther;
  private @Nullable String finishReason;
  private @Nullable Usage usage;
  private @Nullable JsonNode error;

  private ChatPieceReader() {}

  /**
   * Reads one JSON object.
   *
   * @throws ProviderException MALFORMED_ANSWER if it is none
   */
  static ChatPiece read(byte[] bytes, int offset, int length) {
    ChatPieceReader reader = new ChatPieceReader();
    try (JsonParser parser = MAPPER.createParser(bytes, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ProviderException(
            FailureKind.MALFORMED_ANSWER, "a chunk of the answer is no JSON object");
      }
      reader.top(parser);
    } catch (JacksonException notJson) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER,
          "a chunk of the answer is not JSON, at byte " + notJson.getLocation().getByteOffset());
    }
    return new ChatPiece(
        reader.model,
        reader.text,
        reader.refusal,
        reader.toolCalls,
        reader.hasOther,
        reader.finishReason,
        reader.usage,
        reader.error);
  }

  private void top(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case "model" -> model = value == JsonToken.VALUE_STRING ? parser.getString() : null;
        case "choices" -> choices(parser, value);
        case "usage" -> usage(parser, value);
        case "error" -> error = value == JsonToken.VALUE_NULL ? null : parser.readValueAsTree();
        default -> parser.skipChildren();
      }
    }
  }

  /** Few chunks say it, so a tree is cheap enough. What says nothing is passed over. */
  private void usage(JsonParser parser, JsonToken start) {
    if (start != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    Usage said = OpenAiUsage.read(parser.readValueAsTree());
    if (!said.isEmpty()) {
      usage = said;
    }
  }

  private void choices(JsonParser parser, JsonToken start) {
    if (start != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (key) {
          case "delta", "message" -> message(parser, value);
          case "finish_reason" ->
              finishReason = value == JsonToken.VALUE_STRING ? parser.getString() : finishReason;
          // Moonshot reports usage within the choice.
          case "usage" -> usage(parser, value);
          default -> parser.skipChildren();
        }
      }
    }
  }

  private void message(JsonParser parser, JsonToken start) {
    if (start != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case "content" -> content(parser, value);
        case "refusal" -> refusal = string(parser, value);
        case "tool_calls" -> tools(parser, value);
        case "role" -> parser.skipChildren();
        default -> {
          hasOther |= saysSomething(parser, value);
          parser.skipChildren();
        }
      }
    }
  }

  private static boolean saysSomething(JsonParser parser, JsonToken value) {
    return switch (value) {
      case VALUE_NULL -> false;
      case VALUE_STRING -> parser.getStringLength() > 0;
      default -> true;
    };
  }

  /** Text, or the list of parts that some hosts give. */
  private void content(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      text = string(parser, value);
      return;
    }
    StringBuilder joined = new StringBuilder();
    JsonNode parts = parser.readValueAsTree();
    for (JsonNode part : parts) {
      JsonNode words = part.get("text");
      if (words != null && words.isString()) {
        joined.append(words.stringValue());
      }
    }
    text = joined.isEmpty() ? null : joined.toString();
  }

  private static @Nullable String string(JsonParser parser, JsonToken value) {
    if (value != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return null;
    }
    String read = parser.getString();
    return read.isEmpty() ? null : read;
  }

  private void tools(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    List<ChatPiece.ToolPiece> pieces = new ArrayList<>(1);
    JsonNode calls = parser.readValueAsTree();
    for (JsonNode call : calls) {
      JsonNode function = call.path("function");
      JsonNode arguments = function.path("arguments");
      pieces.add(
          new ChatPiece.ToolPiece(
              call.path("index").asInt(pieces.size()),
              textOf(call.get("id")),
              textOf(function.get("name")),
              arguments.isObject() ? arguments.toString() : orEmpty(textOf(arguments))));
    }
    toolCalls = pieces;
  }

  private static @Nullable String textOf(@Nullable JsonNode node) {
    return node == null || !node.isString() || node.stringValue().isEmpty()
        ? null
        : node.stringValue();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
