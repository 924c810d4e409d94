package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.vendors.pieces.ChatShape;
import io.colophon.provider.vendors.pieces.Fit;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests for text. The multimodal interface takes content as a list of objects whose one key says
 * what they are: {@code {"text": ..}}, {@code {"image": ..}}, {@code {"audio": ..}}, {@code
 * {"video": ..}}.
 */
final class TextBody {
  private static final long MOST_SEED = Integer.MAX_VALUE;
  // The vendor's range ends before 2.
  private static final double MOST_TEMPERATURE = 1.99;

  private TextBody() {}

  static JsonNode write(GenerationRequest.Text request, boolean multimodal, Fit fit) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    ChatShape.messages(
        body.putObject("input").putArray("messages"),
        request.prompt().messages(),
        TextBody::part,
        multimodal);
    ObjectNode parameters = body.putObject("parameters");
    parameters.put("result_format", "message").put("incremental_output", true);
    request.maxTokens().ifPresent(most -> parameters.put("max_tokens", most));
    request
        .temperature()
        .ifPresent(
            value ->
                parameters.put(
                    "temperature", fit.within("text.temperature", value, 0, MOST_TEMPERATURE)));
    request.topP().ifPresent(value -> parameters.put("top_p", value));
    request
        .seed()
        .ifPresent(value -> parameters.put("seed", fit.seed("text.seed", value, MOST_SEED)));
    if (!request.stop().isEmpty()) {
      request.stop().forEach(parameters.putArray("stop")::add);
    }
    request
        .jsonSchema()
        .ifPresent(
            schema ->
                parameters
                    .putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer")
                    .set("schema", Json.read(schema)));
    ChatShape.tools(parameters, request.tools());
    request.prompt().extensions().forEach((key, value) -> extension(parameters, key, value));
    return body;
  }

  private static void part(ArrayNode content, Part part) {
    if (part instanceof Part.Text text) {
      content.addObject().put("text", text.text());
    } else if (part instanceof Part.Media media) {
      content
          .addObject()
          .put(
              media.mimeType().substring(0, media.mimeType().indexOf('/')),
              MediaText.dataUrl(media));
    }
  }

  private static void extension(ObjectNode parameters, String key, Object value) {
    if (!DashScopeCapabilities.TEXT_EXTENSIONS.contains(key)) {
      return; // reported as dropped
    }
    parameters.set(
        key,
        key.equals("response_format") && value instanceof String type
            ? Json.tree(Map.of("type", type))
            : Json.tree(value));
  }
}
