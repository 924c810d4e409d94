package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes our requests as bodies of {@code /responses}. Nothing is stored at the vendor. */
final class ResponsesRequestWriter {
  private ResponsesRequestWriter() {}

  static byte[] write(GenerationRequest.Text request) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    ArrayNode input = body.putArray("input");
    request.prompt().messages().forEach(message -> message(input, message));
    body.put("stream", true);
    body.put("store", false);
    request.maxTokens().ifPresent(most -> body.put("max_output_tokens", most));
    request.temperature().ifPresent(value -> body.put("temperature", value));
    request.topP().ifPresent(value -> body.put("top_p", value));
    request
        .jsonSchema()
        .ifPresent(
            schema ->
                body.putObject("text")
                    .putObject("format")
                    .put("type", "json_schema")
                    .put("name", "answer")
                    .set("schema", Json.read(schema)));
    if (!request.tools().isEmpty()) {
      ArrayNode tools = body.putArray("tools");
      request.tools().forEach(tool -> tool(tools, tool));
    }
    request.prompt().extensions().forEach((key, value) -> extension(body, key, value));
    return Json.write(body);
  }

  private static void tool(ArrayNode tools, GenerationRequest.Tool tool) {
    ObjectNode out = tools.addObject();
    out.put("type", "function").put("name", tool.name()).put("description", tool.description());
    out.set(
        "parameters",
        tool.parametersJson().isBlank() ? Json.object() : Json.read(tool.parametersJson()));
  }

  private static void message(ArrayNode input, Message message) {
    ArrayNode content = Json.object().putArray("content");
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        content
            .addObject()
            .put("type", message.role() == Message.Role.ASSISTANT ? "output_text" : "input_text")
            .put("text", text.text());
      } else if (part instanceof Part.Media media) {
        content
            .addObject()
            .put("type", "input_image")
            .put("image_url", "data:" + media.mimeType() + ";base64," + base64(media.bytes()));
      } else if (part instanceof Part.ToolCall call) {
        input
            .addObject()
            .put("type", "function_call")
            .put("call_id", call.id())
            .put("name", call.name())
            .put("arguments", call.argumentsJson());
      } else if (part instanceof Part.ToolResult result) {
        input
            .addObject()
            .put("type", "function_call_output")
            .put("call_id", result.id())
            .put("output", result.contentJson());
      }
    }
    if (!content.isEmpty()) {
      input
          .addObject()
          .put("type", "message")
          .put(
              "role",
              switch (message.role()) {
                case SYSTEM -> "system";
                case ASSISTANT -> "assistant";
                case USER, TOOL -> "user";
              })
          .set("content", content);
    }
  }

  private static String base64(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }

  private static void extension(ObjectNode body, String key, Object value) {
    JsonNode tree = Json.tree(value);
    switch (key) {
      case "reasoning_effort" -> body.putObject("reasoning").set("effort", tree);
      case "verbosity" -> body.withObject("/text").set("verbosity", tree);
      case "response_format" -> {
        if (tree.isString()) {
          body.withObject("/text").set("format", Json.tree(Map.of("type", tree.stringValue())));
        }
      }
      case "tool_choice" -> body.set(key, toolChoice(tree));
      default -> {
        if (OpenAiCapabilities.RESPONSES_EXTENSIONS.contains(key)) {
          body.set(key, tree);
        }
      }
    }
  }

  /** The chat interface names a function one level deeper. */
  private static JsonNode toolChoice(JsonNode chat) {
    JsonNode name = chat.path("function").get("name");
    return name == null ? chat : Json.object().put("type", "function").set("name", name);
  }
}
