package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request for text as the body of {@code generateContent}. */
final class TextBody {
  private static final int MOST_STOP_TEXTS = 5;

  private final GenerationRequest.Text request;
  private final GeminiConfig.Thinking thinking;
  private final List<Translation> translations;
  private final Map<String, Object> extensions;

  /**
   * @param translations takes what could not be passed on as it was
   */
  TextBody(
      GenerationRequest.Text request,
      GeminiConfig.Thinking thinking,
      List<Translation> translations) {
    this.request = request;
    this.thinking = thinking;
    this.translations = translations;
    this.extensions = request.prompt().extensions();
  }

  byte[] write() {
    ObjectNode body = Json.object();
    Contents.write(request.prompt().messages(), body);
    if (!request.tools().isEmpty()) {
      tools(body);
    }
    copy(body, "safety_settings", "safetySettings");
    copy(body, "cached_content", "cachedContent");
    ObjectNode config = Json.object();
    sampling(config);
    form(config);
    thinking(config);
    if (!config.isEmpty()) {
      body.set("generationConfig", config);
    }
    return Json.write(body);
  }

  private void copy(ObjectNode to, String extension, String field) {
    Object value = extensions.get(extension);
    if (value != null) {
      to.set(field, Json.tree(value));
    }
  }

  private void sampling(ObjectNode config) {
    request.maxTokens().ifPresent(most -> config.put("maxOutputTokens", most));
    request.temperature().ifPresent(value -> config.put("temperature", value));
    request.topP().ifPresent(value -> config.put("topP", value));
    request.seed().ifPresent(seed -> config.put("seed", seed32(seed, "text.seed", translations)));
    copy(config, "top_k", "topK");
    copy(config, "presence_penalty", "presencePenalty");
    copy(config, "frequency_penalty", "frequencyPenalty");
    copy(config, "media_resolution", "mediaResolution");
    if (!request.stop().isEmpty()) {
      List<String> stop = request.stop();
      if (stop.size() > MOST_STOP_TEXTS) {
        translations.add(
            new Translation(
                "text.stop", Translation.Change.CLAMPED, stop.size() + " -> " + MOST_STOP_TEXTS));
        stop = stop.subList(0, MOST_STOP_TEXTS);
      }
      ArrayNode texts = config.putArray("stopSequences");
      stop.forEach(texts::add);
    }
  }

  /** The API's seeds have 32 bits. */
  static int seed32(long seed, String parameter, List<Translation> translations) {
    int folded = (int) seed;
    if (folded != seed) {
      translations.add(
          new Translation(parameter, Translation.Change.CLAMPED, seed + " -> " + folded));
    }
    return folded;
  }

  private void form(ObjectNode config) {
    if (request.jsonSchema().isPresent()) {
      config.put("responseMimeType", "application/json");
      config.set(
          "responseJsonSchema", CallerJson.object(request.jsonSchema().get(), "the JSON schema"));
    } else if ("json_object".equals(extensions.get("response_format"))) {
      config.put("responseMimeType", "application/json");
    }
  }

  private void thinking(ObjectNode config) {
    Object own = extensions.get("thinking_config");
    if (own != null) {
      config.set("thinkingConfig", Json.tree(own));
      return;
    }
    Object effort = extensions.get("reasoning_effort");
    if (effort == null) {
      return;
    }
    String level = effort.toString().toLowerCase(Locale.ROOT);
    if (thinking == GeminiConfig.Thinking.BUDGET) {
      config.putObject("thinkingConfig").put("thinkingBudget", budget(level));
      return;
    }
    String taken =
        switch (level) {
          case "none", "minimal" -> "minimal";
          case "low", "medium" -> level;
          default -> "high";
        };
    if (!taken.equals(level)) {
      translations.add(
          new Translation(
              "extensions.reasoning_effort", Translation.Change.CLAMPED, level + " -> " + taken));
    }
    config.putObject("thinkingConfig").put("thinkingLevel", taken);
  }

  // The figures that Google's own OpenAI-compatible interface uses.
  private static int budget(String level) {
    return switch (level) {
      case "none" -> 0;
      case "minimal", "low" -> 1_024;
      case "medium" -> 8_192;
      default -> 24_576;
    };
  }

  private void tools(ObjectNode body) {
    ArrayNode declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
    for (GenerationRequest.Tool tool : request.tools()) {
      ObjectNode declaration = declarations.addObject().put("name", tool.name());
      if (!tool.description().isBlank()) {
        declaration.put("description", tool.description());
      }
      declaration.set(
          "parametersJsonSchema",
          CallerJson.object(tool.parametersJson(), "the parameters of tool " + tool.name()));
    }
    Object choice = extensions.get("tool_choice");
    if (choice != null) {
      choice(body.putObject("toolConfig").putObject("functionCallingConfig"), choice);
    }
  }

  // As in OpenAI's chat: a word, or {"type":"function","function":{"name":...}}.
  private static void choice(ObjectNode config, Object choice) {
    String name = Json.tree(choice).path("function").path("name").stringValue("");
    if (!name.isEmpty()) {
      config.put("mode", "ANY").putArray("allowedFunctionNames").add(name);
      return;
    }
    config.put(
        "mode",
        switch (choice.toString()) {
          case "none" -> "NONE";
          case "required", "any" -> "ANY";
          default -> "AUTO";
        });
  }
}
