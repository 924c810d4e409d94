package io.colophon.provider.bedrock;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request for text as the body of {@code converse-stream}. */
final class ConverseBody {
  private final GenerationRequest.Text request;
  private final List<Translation> translations;
  private final Map<String, Object> extensions;

  /**
   * @param translations takes what could not be passed on as it was
   */
  ConverseBody(GenerationRequest.Text request, List<Translation> translations) {
    this.request = request;
    this.translations = translations;
    this.extensions = request.prompt().extensions();
  }

  byte[] write() {
    ObjectNode body = Json.object();
    messages(body);
    inference(body);
    tools(body);
    request.jsonSchema().ifPresent(schema -> schema(schema, body));
    copy("guardrail_config", "guardrailConfig", body);
    copy("additional_model_request_fields", "additionalModelRequestFields", body);
    return Json.write(body);
  }

  private void copy(String extension, String field, ObjectNode body) {
    Object value = extensions.get(extension);
    if (value != null) {
      body.set(field, Json.tree(value));
    }
  }

  // Users and assistants take turns, so that neighbours of one role become one message.
  private void messages(ObjectNode body) {
    ArrayNode messages = body.putArray("messages");
    String lastRole = "";
    ArrayNode content = null;
    for (Message message : request.prompt().messages()) {
      if (message.role() == Message.Role.SYSTEM) {
        for (Part part : message.parts()) {
          if (part instanceof Part.Text text) {
            body.withArray("system").addObject().put("text", text.text());
          }
        }
        continue;
      }
      String role = message.role() == Message.Role.ASSISTANT ? "assistant" : "user";
      if (content == null || !role.equals(lastRole)) {
        content = messages.addObject().put("role", role).putArray("content");
        lastRole = role;
      }
      for (Part part : message.parts()) {
        write(part, content.addObject());
      }
    }
  }

  private static void write(Part part, ObjectNode block) {
    if (part instanceof Part.Text text) {
      block.put("text", text.text());
    } else if (part instanceof Part.Media media) {
      picture(media, block);
    } else if (part instanceof Part.ToolCall call) {
      block
          .putObject("toolUse")
          .put("toolUseId", call.id())
          .put("name", call.name())
          .set("input", CallerJson.object(call.argumentsJson(), "the arguments of a tool call"));
    } else if (part instanceof Part.ToolResult result) {
      ObjectNode content =
          block
              .putObject("toolResult")
              .put("toolUseId", result.id())
              .putArray("content")
              .addObject();
      JsonNode tree = CallerJson.lenient(result.contentJson());
      if (tree.isObject()) {
        content.set("json", tree);
      } else {
        content.put("text", result.contentJson());
      }
    }
  }

  private static void picture(Part.Media media, ObjectNode block) {
    String format =
        switch (media.mimeType()) {
          case "image/png" -> "png";
          case "image/jpeg" -> "jpeg";
          case "image/gif" -> "gif";
          case "image/webp" -> "webp";
          default ->
              throw new ProviderException(
                  FailureKind.UNSUPPORTED,
                  "the API takes PNG, JPEG, GIF and WebP, not " + media.mimeType());
        };
    block
        .putObject("image")
        .put("format", format)
        .putObject("source")
        .put("bytes", MediaText.base64(media));
  }

  private void inference(ObjectNode body) {
    ObjectNode config = Json.object();
    request.maxTokens().ifPresent(most -> config.put("maxTokens", most));
    request.temperature().ifPresent(value -> config.put("temperature", value));
    request.topP().ifPresent(value -> config.put("topP", value));
    if (!request.stop().isEmpty()) {
      ArrayNode stop = config.putArray("stopSequences");
      request.stop().forEach(stop::add);
    }
    if (!config.isEmpty()) {
      body.set("inferenceConfig", config);
    }
  }

  // The schema goes as text (API reference, JsonSchemaDefinition).
  private static void schema(String schema, ObjectNode body) {
    String checked = CallerJson.object(schema, "the JSON schema").toString();
    body.putObject("outputConfig")
        .putObject("textFormat")
        .put("type", "json_schema")
        .putObject("structure")
        .putObject("jsonSchema")
        .put("name", "output")
        .put("schema", checked);
  }

  private void tools(ObjectNode body) {
    Object choice = extensions.get("tool_choice");
    if (request.tools().isEmpty()) {
      return;
    }
    if ("none".equals(choice)) {
      // There is no word for it: tools that must not be called are not sent, unless the
      // conversation has calls of them, which the API refuses without their tools.
      if (!speaksOfTools()) {
        return;
      }
      translations.add(
          new Translation("extensions.tool_choice", Translation.Change.CLAMPED, "none -> auto"));
    }
    ObjectNode config = body.putObject("toolConfig");
    ArrayNode tools = config.putArray("tools");
    for (GenerationRequest.Tool tool : request.tools()) {
      ObjectNode spec = tools.addObject().putObject("toolSpec").put("name", tool.name());
      if (!tool.description().isBlank()) {
        spec.put("description", tool.description());
      }
      spec.putObject("inputSchema")
          .set(
              "json",
              CallerJson.object(tool.parametersJson(), "the parameters of tool " + tool.name()));
    }
    if (choice != null) {
      String name = Json.tree(choice).path("function").path("name").stringValue("");
      if (!name.isEmpty()) {
        config.putObject("toolChoice").putObject("tool").put("name", name);
      } else if (choice.equals("required") || choice.equals("any")) {
        config.putObject("toolChoice").putObject("any");
      } else {
        config.putObject("toolChoice").putObject("auto");
      }
    }
  }

  private boolean speaksOfTools() {
    return request.prompt().messages().stream()
        .flatMap(message -> message.parts().stream())
        .anyMatch(part -> part instanceof Part.ToolCall || part instanceof Part.ToolResult);
  }
}
