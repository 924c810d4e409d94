package io.colophon.provider.vendors.spark;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.vendors.pieces.ChatShape;
import io.colophon.provider.vendors.pieces.Fit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one message that is sent. How the answer of a function goes back is not documented for the
 * WebSocket: it is sent as a message of role {@code function} with the function's name, as the
 * vendor's own examples for other languages do; this could not be verified.
 */
final class SparkBody {
  // The vendor's range begins after 0.
  private static final double LEAST_TEMPERATURE = 0.01;
  private static final int MOST_USER_CHARACTERS = 32;

  private SparkBody() {}

  static JsonNode write(
      GenerationRequest.Text request, String appId, String generationId, Fit fit) {
    ObjectNode body = Json.object();
    ObjectNode header = body.putObject("header").put("app_id", appId);
    ObjectNode chat = body.putObject("parameter").putObject("chat");
    chat.put("domain", request.prompt().model().name());
    request
        .temperature()
        .ifPresent(
            value ->
                chat.put(
                    "temperature", fit.within("text.temperature", value, LEAST_TEMPERATURE, 1)));
    request.maxTokens().ifPresent(most -> chat.put("max_tokens", most));
    if (!generationId.isEmpty()) {
      chat.put("chat_id", generationId);
    }
    Map<String, Object> extensions = request.prompt().extensions();
    if (extensions.get("top_k") instanceof Number most) {
      chat.put("top_k", fit.within("extensions.top_k", most.longValue(), 1, 6));
    }
    if (extensions.get("user") instanceof String user) {
      if (user.length() <= MOST_USER_CHARACTERS) {
        header.put("uid", user);
      } else {
        fit.dropped("extensions.user", "the target takes at most 32 characters");
      }
    }
    ObjectNode payload = body.putObject("payload");
    messages(payload.putObject("message").putArray("text"), request);
    if (!request.tools().isEmpty()) {
      ArrayNode functions = payload.putObject("functions").putArray("text");
      request.tools().forEach(tool -> ChatShape.function(functions.addObject(), tool));
    }
    return body;
  }

  private static void messages(ArrayNode to, GenerationRequest.Text request) {
    Map<String, String> functionOfCall = new HashMap<>();
    for (Message message : request.prompt().messages()) {
      boolean plain = true;
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolCall call) {
          plain = false;
          functionOfCall.put(call.id(), call.name());
          to.addObject()
              .put("role", "assistant")
              .put("content", ChatShape.text(message))
              .putObject("function_call")
              .put("name", call.name())
              .put("arguments", call.argumentsJson());
        } else if (part instanceof Part.ToolResult result) {
          plain = false;
          to.addObject()
              .put("role", "function")
              .put("name", functionOfCall.getOrDefault(result.id(), result.id()))
              .put("content", result.contentJson());
        }
      }
      if (plain) {
        to.addObject()
            .put("role", message.role().name().toLowerCase(Locale.ROOT))
            .put("content", ChatShape.text(message));
      }
    }
  }
}
