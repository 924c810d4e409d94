package io.colophon.provider.vendors.qianfan;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.vendors.pieces.ChatShape;
import io.colophon.provider.vendors.pieces.Fit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests for text. System messages are a field of their own; one message may hold one call of a
 * function; the answer of a function names the function, not the call.
 */
final class QianfanBody {
  // The vendor's range begins after 0.
  private static final double LEAST_TEMPERATURE = 0.01;

  private QianfanBody() {}

  static JsonNode write(GenerationRequest.Text request, Fit fit) {
    ObjectNode body = Json.object();
    messages(body.putArray("messages"), request);
    String system =
        request.prompt().messages().stream()
            .filter(message -> message.role() == Message.Role.SYSTEM)
            .map(ChatShape::text)
            .collect(Collectors.joining("\n"));
    if (!system.isEmpty()) {
      body.put("system", system);
    }
    body.put("stream", true);
    request.maxTokens().ifPresent(most -> body.put("max_output_tokens", most(most, fit)));
    request
        .temperature()
        .ifPresent(
            value ->
                body.put(
                    "temperature", fit.within("text.temperature", value, LEAST_TEMPERATURE, 1)));
    request.topP().ifPresent(value -> body.put("top_p", value));
    if (!request.stop().isEmpty()) {
      request.stop().forEach(body.putArray("stop")::add);
    }
    if (!request.tools().isEmpty()) {
      ArrayNode functions = body.putArray("functions");
      request.tools().forEach(tool -> ChatShape.function(functions.addObject(), tool));
    }
    request.prompt().extensions().forEach((key, value) -> extension(body, key, value, fit));
    return body;
  }

  private static long most(int asked, Fit fit) {
    return fit.within("text.max_tokens", (long) asked, 2, Integer.MAX_VALUE);
  }

  private static void messages(ArrayNode to, GenerationRequest.Text request) {
    Map<String, String> functionOfCall = new HashMap<>();
    for (Message message : request.prompt().messages()) {
      if (message.role() == Message.Role.SYSTEM) {
        continue;
      }
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolCall call) {
          functionOfCall.put(call.id(), call.name());
          to.addObject()
              .put("role", "assistant")
              .put("content", ChatShape.text(message))
              .putObject("function_call")
              .put("name", call.name())
              .put("arguments", call.argumentsJson());
        } else if (part instanceof Part.ToolResult result) {
          to.addObject()
              .put("role", "function")
              .put("name", functionOfCall.getOrDefault(result.id(), result.id()))
              .put("content", result.contentJson());
        }
      }
      if (message.parts().stream().allMatch(Part.Text.class::isInstance)) {
        to.addObject()
            .put("role", message.role() == Message.Role.ASSISTANT ? "assistant" : "user")
            .put("content", ChatShape.text(message));
      }
    }
  }

  private static void extension(ObjectNode body, String key, Object value, Fit fit) {
    switch (key) {
      case "penalty_score", "disable_search", "enable_citation" -> body.set(key, Json.tree(value));
      case "user" -> body.put("user_id", String.valueOf(value));
      case "response_format" -> {
        Object type = value instanceof Map<?, ?> map ? map.get("type") : value;
        body.put("response_format", String.valueOf(type));
      }
      case "tool_choice" -> {
        if (value instanceof Map<?, ?>) {
          body.set("tool_choice", Json.tree(value));
        } else if (!"auto".equals(value)) {
          fit.dropped("extensions.tool_choice", "the target takes only one named function");
        }
      }
      default -> {} // reported as dropped
    }
  }
}
