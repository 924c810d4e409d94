package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes our requests as bodies of {@code /messages}. Always asks for a stream. */
final class MessagesRequestWriter {
  private MessagesRequestWriter() {}

  static byte[] write(GenerationRequest.Text request, int defaultMaxTokens) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    body.put("max_tokens", request.maxTokens().orElse(defaultMaxTokens));
    system(request, body);
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.prompt().messages()) {
      if (message.role() != Message.Role.SYSTEM) {
        message(messages, message);
      }
    }
    body.put("stream", true);
    request.temperature().ifPresent(value -> body.put("temperature", Math.min(1.0, value)));
    request.topP().ifPresent(value -> body.put("top_p", value));
    if (!request.stop().isEmpty()) {
      ArrayNode stop = body.putArray("stop_sequences");
      request.stop().forEach(stop::add);
    }
    request
        .jsonSchema()
        .ifPresent(
            schema ->
                body.putObject("output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", Json.read(schema)));
    if (!request.tools().isEmpty()) {
      ArrayNode tools = body.putArray("tools");
      request.tools().forEach(tool -> tool(tools, tool));
    }
    extensions(request.prompt().extensions(), body);
    return Json.write(body);
  }

  private static void system(GenerationRequest.Text request, ObjectNode body) {
    String system =
        request.prompt().messages().stream()
            .filter(message -> message.role() == Message.Role.SYSTEM)
            .flatMap(message -> message.parts().stream())
            .filter(Part.Text.class::isInstance)
            .map(part -> ((Part.Text) part).text())
            .collect(Collectors.joining("\n\n"));
    if (!system.isEmpty()) {
      body.put("system", system);
    }
  }

  private static void message(ArrayNode messages, Message message) {
    ObjectNode out = messages.addObject();
    out.put("role", message.role() == Message.Role.ASSISTANT ? "assistant" : "user");
    ArrayNode content = out.putArray("content");
    for (Part part : message.parts()) {
      part(content.addObject(), part);
    }
  }

  private static void part(ObjectNode block, Part part) {
    if (part instanceof Part.Text text) {
      block.put("type", "text").put("text", text.text());
    } else if (part instanceof Part.Media media) {
      block
          .put("type", "image")
          .putObject("source")
          .put("type", "base64")
          .put("media_type", media.mimeType())
          .put("data", MediaText.base64(media));
    } else if (part instanceof Part.ToolCall call) {
      block.put("type", "tool_use").put("id", call.id()).put("name", call.name());
      block.set("input", Json.read(call.argumentsJson()));
    } else if (part instanceof Part.ToolResult result) {
      block
          .put("type", "tool_result")
          .put("tool_use_id", result.id())
          .put("content", result.contentJson());
    }
  }

  private static void tool(ArrayNode tools, GenerationRequest.Tool tool) {
    tools
        .addObject()
        .put("name", tool.name())
        .put("description", tool.description())
        .set(
            "input_schema",
            tool.parametersJson().isBlank()
                ? Json.object().put("type", "object")
                : Json.read(tool.parametersJson()));
  }

  private static void extensions(Map<String, Object> extensions, ObjectNode body) {
    extensions.forEach(
        (key, value) -> {
          JsonNode tree = Json.tree(value);
          switch (key) {
            case "top_k", "service_tier" -> body.set(key, tree);
            case "user" -> body.putObject("metadata").set("user_id", tree);
            case "tool_choice" -> toolChoice(tree, body.withObject("/tool_choice"));
            case "parallel_tool_calls" -> parallel(tree.asBoolean(true), body);
            default -> {} // reported as dropped
          }
        });
  }

  /** From the chat interface's words: "auto", "none", "required", or one function. */
  private static void toolChoice(JsonNode chat, ObjectNode out) {
    JsonNode name = chat.path("function").get("name");
    if (name != null) {
      out.put("type", "tool").put("name", name.asString());
    } else {
      String word = chat.asString("auto");
      out.put("type", word.equals("required") ? "any" : word);
    }
  }

  private static void parallel(boolean wanted, ObjectNode body) {
    ObjectNode choice = body.withObject("/tool_choice");
    if (!choice.has("type")) {
      choice.put("type", "auto");
    }
    choice.put("disable_parallel_tool_use", !wanted);
  }
}
