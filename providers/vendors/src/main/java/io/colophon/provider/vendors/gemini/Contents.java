package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.ProviderException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages as {@code contents} and {@code systemInstruction}. Neighbours of one role become one
 * content, since all results of parallel calls must stand in the turn after them.
 */
final class Contents {
  private final Map<String, String> toolNames = new HashMap<>();
  private @Nullable ObjectNode system;
  private @Nullable ObjectNode last;

  private Contents() {}

  /** Writes the messages into the body. */
  static void write(List<Message> messages, ObjectNode body) {
    Contents contents = new Contents();
    ArrayNode turns = body.putArray("contents");
    for (Message message : messages) {
      ArrayNode parts = contents.turn(message.role(), turns);
      for (Part part : message.parts()) {
        contents.write(part, parts.addObject());
      }
    }
    if (contents.system != null) {
      body.set("systemInstruction", contents.system);
    }
  }

  private ArrayNode turn(Message.Role role, ArrayNode turns) {
    if (role == Message.Role.SYSTEM) {
      ObjectNode known = system;
      if (known == null) {
        known = Json.object();
        system = known;
        return known.putArray("parts");
      }
      return (ArrayNode) known.get("parts");
    }
    String name = role == Message.Role.ASSISTANT ? "model" : "user";
    ObjectNode before = last;
    if (before != null && before.path("role").stringValue("").equals(name)) {
      return (ArrayNode) before.get("parts");
    }
    ObjectNode next = turns.addObject().put("role", name);
    last = next;
    return next.putArray("parts");
  }

  private void write(Part part, ObjectNode to) {
    if (part instanceof Part.Text text) {
      to.put("text", text.text());
    } else if (part instanceof Part.Media media) {
      inline(media, to);
    } else if (part instanceof Part.ToolCall call) {
      toolNames.put(call.id(), call.name());
      ObjectNode function = to.putObject("functionCall").put("name", call.name());
      function.set("args", CallerJson.object(call.argumentsJson(), "the arguments of a tool call"));
      String signature = ToolIds.signature(call.id());
      to.put("thoughtSignature", signature.isEmpty() ? ToolIds.NO_SIGNATURE : signature);
    } else {
      result((Part.ToolResult) part, to);
    }
  }

  private void result(Part.ToolResult result, ObjectNode to) {
    String name = toolNames.get(result.id());
    if (name == null) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST,
          "a tool result answers no tool call before it; expected the id of one");
    }
    to.putObject("functionResponse")
        .put("name", name)
        .set("response", CallerJson.objectOrOutput(result.contentJson()));
  }

  /** Writes media as {@code inlineData}. */
  static void inline(Part.Media media, ObjectNode to) {
    to.putObject("inlineData")
        .put("mimeType", media.mimeType())
        .put("data", MediaText.base64(media));
  }
}
