package io.colophon.provider.vendors.ollama;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.ProviderException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request for text as the body of {@code /api/chat}. */
final class ChatBody {
  /** Extensions that stand among Ollama's options under the same name. */
  private static final Set<String> OPTIONS =
      Set.of("presence_penalty", "frequency_penalty", "top_k", "min_p");

  /** Extensions that are understood; {@code options} are Ollama's own, as a map. */
  static final Set<String> EXTENSIONS =
      Set.of(
          "presence_penalty",
          "frequency_penalty",
          "top_k",
          "min_p",
          "reasoning_effort",
          "response_format",
          "think",
          "options");

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final OllamaConfig config;
  private final GenerationRequest.Text request;
  private final Map<String, Object> extensions;
  private final Map<String, String> toolNames = new HashMap<>();

  ChatBody(OllamaConfig config, GenerationRequest.Text request) {
    this.config = config;
    this.request = request;
    this.extensions = request.prompt().extensions();
  }

  byte[] write() {
    ObjectNode body = Json.object().put("model", request.prompt().model().name());
    body.put("stream", true);
    ArrayNode messages = body.putArray("messages");
    request.prompt().messages().forEach(message -> write(message, messages));
    tools(body);
    if (request.jsonSchema().isPresent()) {
      body.set("format", object(request.jsonSchema().get(), "the JSON schema"));
    } else if ("json_object".equals(extensions.get("response_format"))) {
      body.put("format", "json");
    }
    think(body);
    config.keepAlive().ifPresent(time -> body.put("keep_alive", time));
    ObjectNode options = options();
    if (!options.isEmpty()) {
      body.set("options", options);
    }
    return Json.write(body);
  }

  private void write(Message message, ArrayNode messages) {
    List<Part> parts = message.parts();
    if (message.role() == Message.Role.TOOL) {
      for (Part part : parts) {
        if (part instanceof Part.ToolResult result) {
          ObjectNode one = messages.addObject().put("role", "tool");
          one.put("content", result.contentJson());
          String name = toolNames.get(result.id());
          if (name != null) {
            one.put("tool_name", name);
          }
        }
      }
      return;
    }
    ObjectNode one =
        messages.addObject().put("role", message.role().name().toLowerCase(Locale.ROOT));
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text words) {
        text.append(text.isEmpty() ? "" : "\n").append(words.text());
      } else if (part instanceof Part.Media media) {
        picture(media, one);
      } else if (part instanceof Part.ToolCall call) {
        toolNames.put(call.id(), call.name());
        ObjectNode function =
            one.withArray("tool_calls").addObject().putObject("function").put("name", call.name());
        function.set("arguments", object(call.argumentsJson(), "the arguments of a tool call"));
      }
    }
    one.put("content", text.toString());
  }

  private static void picture(Part.Media media, ObjectNode message) {
    if (!media.mimeType().startsWith("image/")) {
      throw new ProviderException(
          FailureKind.UNSUPPORTED, "the API takes pictures only, not " + media.mimeType());
    }
    byte[] bytes = new byte[media.bytes().remaining()];
    media.bytes().duplicate().get(bytes);
    message.withArray("images").add(bytes); // Jackson writes them in base64
  }

  private void tools(ObjectNode body) {
    if (request.tools().isEmpty()) {
      return;
    }
    ArrayNode tools = body.putArray("tools");
    for (GenerationRequest.Tool tool : request.tools()) {
      ObjectNode function =
          tools.addObject().put("type", "function").putObject("function").put("name", tool.name());
      function.put("description", tool.description());
      function.set(
          "parameters", object(tool.parametersJson(), "the parameters of tool " + tool.name()));
    }
  }

  private void think(ObjectNode body) {
    Object own = extensions.get("think");
    Object effort = extensions.get("reasoning_effort");
    if (own != null) {
      body.set("think", Json.tree(own));
    } else if ("none".equals(effort)) {
      body.put("think", false);
    } else if (effort != null) {
      body.put("think", effort.toString());
    }
  }

  private ObjectNode options() {
    ObjectNode options = Json.object();
    config.context().ifPresent(tokens -> options.put("num_ctx", tokens));
    if (extensions.get("options") instanceof Map<?, ?> own) {
      own.forEach((key, value) -> options.set(String.valueOf(key), Json.tree(value)));
    }
    request.maxTokens().ifPresent(most -> options.put("num_predict", most));
    request.temperature().ifPresent(value -> options.put("temperature", value));
    request.topP().ifPresent(value -> options.put("top_p", value));
    request.seed().ifPresent(seed -> options.put("seed", seed));
    if (!request.stop().isEmpty()) {
      ArrayNode stop = options.putArray("stop");
      request.stop().forEach(stop::add);
    }
    for (String name : OPTIONS) {
      Object value = extensions.get(name);
      if (value != null) {
        options.set(name, Json.tree(value));
      }
    }
    return options;
  }

  private static JsonNode object(String text, String what) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (JacksonException notJson) {
      tree = MAPPER.missingNode();
    }
    if (!tree.isObject()) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST, what + " is not a JSON object, as was expected");
    }
    return tree;
  }
}
