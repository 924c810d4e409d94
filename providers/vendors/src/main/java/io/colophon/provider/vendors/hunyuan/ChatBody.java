package io.colophon.provider.vendors.hunyuan;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.vendors.pieces.ChatShape;
import io.colophon.provider.vendors.pieces.Fit;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests of the action {@code ChatCompletions}. The schema of a tool's parameters travels as text
 * within the JSON.
 */
final class ChatBody {
  private static final long MOST_SEED = 10_000;

  private ChatBody() {}

  static JsonNode write(GenerationRequest.Text request, Fit fit) {
    ObjectNode body = Json.object();
    body.put("Model", request.prompt().model().name());
    ArrayNode messages = body.putArray("Messages");
    request.prompt().messages().forEach(message -> message(messages, message));
    body.put("Stream", true);
    request.temperature().ifPresent(value -> body.put("Temperature", value));
    request.topP().ifPresent(value -> body.put("TopP", value));
    request
        .seed()
        .ifPresent(value -> body.put("Seed", Math.max(1, fit.seed("text.seed", value, MOST_SEED))));
    if (!request.stop().isEmpty()) {
      request.stop().forEach(body.putArray("Stop")::add);
    }
    if (!request.tools().isEmpty()) {
      ArrayNode tools = body.putArray("Tools");
      for (GenerationRequest.Tool tool : request.tools()) {
        tools
            .addObject()
            .put("Type", "function")
            .putObject("Function")
            .put("Name", tool.name())
            .put("Description", tool.description())
            .put("Parameters", tool.parametersJson());
      }
    }
    request.prompt().extensions().forEach((key, value) -> extension(body, key, value));
    return body;
  }

  private static void message(ArrayNode to, Message message) {
    if (message.role() == Message.Role.TOOL) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolResult result) {
          to.addObject()
              .put("Role", "tool")
              .put("ToolCallId", result.id())
              .put("Content", result.contentJson());
        }
      }
      return;
    }
    ObjectNode out = to.addObject();
    out.put("Role", message.role().name().toLowerCase(Locale.ROOT));
    if (message.parts().stream().anyMatch(Part.Media.class::isInstance)) {
      ArrayNode contents = out.putArray("Contents");
      message.parts().forEach(part -> part(contents, part));
    } else {
      out.put("Content", ChatShape.text(message));
    }
    ArrayNode calls = null;
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolCall call) {
        calls = calls == null ? out.putArray("ToolCalls") : calls;
        calls
            .addObject()
            .put("Id", call.id())
            .put("Type", "function")
            .putObject("Function")
            .put("Name", call.name())
            .put("Arguments", call.argumentsJson());
      }
    }
  }

  private static void part(ArrayNode contents, Part part) {
    if (part instanceof Part.Text text) {
      contents.addObject().put("Type", "text").put("Text", text.text());
    } else if (part instanceof Part.Media media) {
      contents
          .addObject()
          .put("Type", "image_url")
          .putObject("ImageUrl")
          .put("Url", MediaText.dataUrl(media));
    }
  }

  private static void extension(ObjectNode body, String key, Object value) {
    if (key.equals("tool_choice")) {
      choice(body, value);
    } else if (HunyuanCapabilities.TEXT_EXTENSIONS.contains(key)) {
      body.set(key, Json.tree(value));
    }
  }

  /** A named function is the choice {@code custom} with the whole tool beside it. */
  private static void choice(ObjectNode body, Object value) {
    if (value instanceof String word) {
      body.put("ToolChoice", word);
      return;
    }
    Object function = value instanceof Map<?, ?> map ? map.get("function") : null;
    Object name = function instanceof Map<?, ?> map ? map.get("name") : null;
    for (JsonNode tool : body.path("Tools")) {
      if (tool.path("Function").path("Name").asString("").equals(name)) {
        body.put("ToolChoice", "custom").set("CustomTool", tool);
      }
    }
  }
}
