package io.colophon.provider.vendors.pieces;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages and tools in the shape that OpenAI's chat interface made common: {@code role}, {@code
 * content}, {@code tool_calls[].function}, {@code tool_call_id}. Vendors differ in how media stand
 * in {@code content}.
 */
public final class ChatShape {
  private ChatShape() {}

  /**
   * Writes messages.
   *
   * @param part adds a text or a medium to a list of content parts
   * @param contentAlwaysList whether text alone stands in a list of parts too
   */
  public static void messages(
      ArrayNode to,
      List<Message> messages,
      BiConsumer<ArrayNode, Part> part,
      boolean contentAlwaysList) {
    for (Message message : messages) {
      if (message.role() == Message.Role.TOOL) {
        results(to, message);
      } else {
        one(to, message, part, contentAlwaysList);
      }
    }
  }

  private static void results(ArrayNode to, Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        to.addObject()
            .put("role", "tool")
            .put("tool_call_id", result.id())
            .put("content", result.contentJson());
      } else if (part instanceof Part.Text text) {
        to.addObject().put("role", "tool").put("content", text.text());
      }
    }
  }

  private static void one(
      ArrayNode to, Message message, BiConsumer<ArrayNode, Part> writer, boolean alwaysList) {
    ObjectNode out = to.addObject();
    out.put("role", message.role().name().toLowerCase(Locale.ROOT));
    boolean hasMedia = message.parts().stream().anyMatch(Part.Media.class::isInstance);
    if (hasMedia || alwaysList) {
      ArrayNode content = out.putArray("content");
      for (Part part : message.parts()) {
        if (part instanceof Part.Text || part instanceof Part.Media) {
          writer.accept(content, part);
        }
      }
    } else {
      out.put("content", text(message));
    }
    ArrayNode calls = null;
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolCall call) {
        calls = calls == null ? out.putArray("tool_calls") : calls;
        ObjectNode one = calls.addObject().put("id", call.id()).put("type", "function");
        one.putObject("function").put("name", call.name()).put("arguments", call.argumentsJson());
      }
    }
  }

  /** All text of a message, its parts joined by line feeds. */
  public static String text(Message message) {
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (Part part : message.parts()) {
      if (part instanceof Part.Text words) {
        text.append(first ? "" : "\n").append(words.text());
        first = false;
      }
    }
    return text.toString();
  }

  /** Parts as OpenAI writes them: {@code text} and {@code image_url} with a data URL. */
  public static void typedPart(ArrayNode content, Part part) {
    if (part instanceof Part.Text text) {
      content.addObject().put("type", "text").put("text", text.text());
    } else if (part instanceof Part.Media media) {
      String kind = media.mimeType().startsWith("video/") ? "video_url" : "image_url";
      content.addObject().put("type", kind).putObject(kind).put("url", MediaText.dataUrl(media));
    }
  }

  /** Writes {@code tools}, unless there are none. */
  public static void tools(ObjectNode to, List<GenerationRequest.Tool> tools) {
    if (tools.isEmpty()) {
      return;
    }
    ArrayNode out = to.putArray("tools");
    for (GenerationRequest.Tool tool : tools) {
      function(out.addObject().put("type", "function").putObject("function"), tool);
    }
  }

  /** Writes one function: {@code name}, {@code description}, {@code parameters}. */
  public static void function(ObjectNode to, GenerationRequest.Tool tool) {
    to.put("name", tool.name()).put("description", tool.description());
    if (!tool.parametersJson().isBlank()) {
      to.set("parameters", Json.read(tool.parametersJson()));
    }
  }

  /** Hands the pieces of {@code tool_calls} to the output. */
  public static void calls(JsonNode message, ChatOutput out) {
    int next = 0;
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      JsonNode arguments = function.path("arguments");
      out.call(
          Fields.number(call, "index", next++),
          Fields.orNull(call, "id"),
          Fields.orNull(function, "name"),
          arguments.isContainer() ? arguments.toString() : Fields.text(function, "arguments"));
    }
  }
}
