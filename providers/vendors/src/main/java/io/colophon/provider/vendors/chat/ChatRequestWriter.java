package io.colophon.provider.vendors.chat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Part;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes our requests as bodies of {@code /chat/completions}. Always asks for a stream. */
final class ChatRequestWriter {
  private ChatRequestWriter() {}

  static byte[] write(GenerationRequest.Text request, ChatHabits habits) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    ArrayNode messages = body.putArray("messages");
    request.prompt().messages().forEach(message -> message(messages, message));
    body.put("stream", true);
    if (habits.asksForUsage()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    Set<Parameter> takes = habits.takes();
    if (takes.contains(Parameter.TEXT_MAX_TOKENS)) {
      request.maxTokens().ifPresent(most -> body.put(habits.tokensKey(), most));
    }
    if (takes.contains(Parameter.TEXT_TEMPERATURE)) {
      request.temperature().ifPresent(value -> body.put("temperature", value));
    }
    if (takes.contains(Parameter.TEXT_TOP_P)) {
      request.topP().ifPresent(value -> body.put("top_p", value));
    }
    if (takes.contains(Parameter.TEXT_SEED)) {
      request.seed().ifPresent(value -> body.put("seed", value));
    }
    if (takes.contains(Parameter.TEXT_STOP) && !request.stop().isEmpty()) {
      ArrayNode stop = body.putArray("stop");
      request.stop().forEach(stop::add);
    }
    if (takes.contains(Parameter.TEXT_JSON_SCHEMA)) {
      request.jsonSchema().ifPresent(schema -> schema(body, schema));
    }
    if (takes.contains(Parameter.TEXT_TOOLS) && !request.tools().isEmpty()) {
      tools(body, request.tools());
    }
    request.prompt().extensions().forEach((key, value) -> extension(body, habits, key, value));
    return Json.write(body);
  }

  private static void message(ArrayNode messages, Message message) {
    if (message.role() == Message.Role.TOOL) {
      results(messages, message);
      return;
    }
    ObjectNode out = messages.addObject();
    out.put("role", message.role().name().toLowerCase(Locale.ROOT));
    List<Part> parts = message.parts();
    if (parts.size() == 1 && parts.get(0) instanceof Part.Text text) {
      out.put("content", text.text());
      return;
    }
    ArrayNode content = Json.object().putArray("content");
    ArrayNode calls = Json.object().putArray("tool_calls");
    for (Part part : parts) {
      part(content, calls, part);
    }
    if (content.isEmpty()) {
      out.putNull("content");
    } else {
      out.set("content", content);
    }
    if (!calls.isEmpty()) {
      out.set("tool_calls", calls);
    }
  }

  /** Each result is a message of its own. */
  private static void results(ArrayNode messages, Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        messages
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", result.id())
            .put("content", result.contentJson());
      }
    }
  }

  private static void part(ArrayNode content, ArrayNode calls, Part part) {
    if (part instanceof Part.Text text) {
      content.addObject().put("type", "text").put("text", text.text());
    } else if (part instanceof Part.Media media) {
      media(content, media);
    } else if (part instanceof Part.ToolCall call) {
      calls
          .addObject()
          .put("id", call.id())
          .put("type", "function")
          .putObject("function")
          .put("name", call.name())
          .put("arguments", call.argumentsJson());
    }
  }

  private static void media(ArrayNode content, Part.Media media) {
    if (media.mimeType().startsWith("audio/")) {
      content
          .addObject()
          .put("type", "input_audio")
          .putObject("input_audio")
          .put("data", base64(media.bytes()))
          .put("format", media.mimeType().equals("audio/mpeg") ? "mp3" : "wav");
    } else {
      content
          .addObject()
          .put("type", "image_url")
          .putObject("image_url")
          .put("url", "data:" + media.mimeType() + ";base64," + base64(media.bytes()));
    }
  }

  private static String base64(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }

  private static void schema(ObjectNode body, String schema) {
    ObjectNode format = body.putObject("response_format");
    format.put("type", "json_schema");
    ObjectNode named = format.putObject("json_schema");
    named.put("name", "answer");
    named.set("schema", Json.read(schema));
  }

  private static void tools(ObjectNode body, List<GenerationRequest.Tool> tools) {
    ArrayNode out = body.putArray("tools");
    for (GenerationRequest.Tool tool : tools) {
      ObjectNode function = out.addObject().put("type", "function").putObject("function");
      function.put("name", tool.name());
      function.put("description", tool.description());
      if (!tool.parametersJson().isBlank()) {
        function.set("parameters", Json.read(tool.parametersJson()));
      }
    }
  }

  private static void extension(ObjectNode body, ChatHabits habits, String key, Object value) {
    if (!habits.extensions().contains(key)) {
      return; // reported as dropped
    }
    JsonNode tree = Json.tree(value);
    if (key.equals("response_format") && tree.isString()) {
      body.set(key, Json.tree(Map.of("type", tree.stringValue())));
    } else {
      body.set(key, tree);
    }
  }
}
