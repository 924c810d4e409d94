package io.colophon.gateway.gemini;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the body of {@code generateContent}, or that of {@code countTokens}, which may hold the
 * former as {@code generateContentRequest}. What our terms have no word for becomes an extension,
 * so that it is either passed on or reported as dropped.
 */
final class ContentRequestReader {
  private static final int MOST_EXTENSIONS = 64;

  private final JsonIn in;
  private final String model;
  private final List<Message> system = new ArrayList<>(1);
  private final List<GenerationRequest.Tool> tools = new ArrayList<>(0);
  private final Map<String, Object> extensions = new HashMap<>(4);
  private final ContentsReader contents;
  private final GenerationConfig config;

  private ContentRequestReader(JsonIn in, String model) {
    this.in = in;
    this.model = model;
    this.contents = new ContentsReader(in, what -> extension(what, true));
    this.config = new GenerationConfig(in, this::extension);
  }

  /**
   * @param model as it stands in the path
   * @throws Refusal INVALID_REQUEST or MESSAGE_MALFORMED
   */
  static ContentRequest read(ByteBuffer body, String model) {
    return JsonIn.read(body, in -> new ContentRequestReader(in, model).request());
  }

  private ContentRequest request() {
    in.object(this::field);
    if (contents.messages().isEmpty()) {
      throw Refusal.invalid("contents", "none, expected at least one with a part");
    }
    List<Message> all = new ArrayList<>(system);
    all.addAll(contents.messages());
    Prompt prompt = new Prompt(new TargetModel(model), all, List.of(), extensions);
    return new ContentRequest(config.request(prompt, tools));
  }

  private void field(String name) {
    if (in.isNull()) {
      return;
    }
    switch (CamelCase.of(name)) {
      case "contents" -> contents.contents();
      case "systemInstruction" -> contents.system().ifPresent(system::add);
      case "tools" -> tools();
      case "toolConfig" -> in.object(this::toolConfig);
      case "generationConfig" -> in.object(config::field);
      case "safetySettings" -> extension("safety_settings", in.value());
      case "cachedContent" -> extension("cached_content", in.text());
      case "generateContentRequest" -> in.object(this::field);
      case "model" -> in.skip(); // SDKs repeat it from the path
      default -> extension(CamelCase.of(name), in.value());
    }
  }

  // ---- tools

  private void tools() {
    if (in.isArray()) {
      in.array(() -> in.object(this::toolKind));
    } else {
      in.object(this::toolKind);
    }
  }

  private void toolKind(String name) {
    if (in.isNull()) {
      return;
    }
    if (CamelCase.of(name).equals("functionDeclarations")) {
      in.array(this::function);
    } else {
      extension("tools." + CamelCase.of(name), in.value()); // one that the vendor runs
    }
  }

  private void function() {
    String[] read = {"", "", ""};
    in.object(
        name -> {
          switch (in.isNull() ? "" : CamelCase.of(name)) {
            case "name" -> read[0] = in.text();
            case "description" -> read[1] = in.text();
            case "parameters" -> read[2] = OpenApiSchema.toJsonSchema(in.value());
            case "parametersJsonSchema" -> read[2] = in.rawObject();
            default -> in.skip();
          }
        });
    if (read[0].isBlank() || tools.stream().anyMatch(tool -> tool.name().equals(read[0]))) {
      throw in.refuse("a function without a name of its own, expected one that no other has");
    }
    String parameters = read[2].isEmpty() ? "{\"type\":\"object\",\"properties\":{}}" : read[2];
    tools.add(new GenerationRequest.Tool(read[0], read[1], parameters));
  }

  private void toolConfig(String name) {
    if (CamelCase.of(name).equals("functionCallingConfig") && in.isObject()) {
      callingConfig();
    } else if (!in.isNull()) {
      extension("toolConfig." + CamelCase.of(name), in.value());
    }
  }

  /** As OpenAI's chat completions spell it, which vendors read. */
  private void callingConfig() {
    String[] mode = {""};
    List<String> allowed = new ArrayList<>(0);
    in.object(
        name -> {
          switch (in.isNull() ? "" : CamelCase.of(name)) {
            case "mode" -> mode[0] = in.text();
            case "allowedFunctionNames" -> in.array(() -> allowed.add(in.text()));
            default -> in.skip();
          }
        });
    switch (mode[0]) {
      case "", "MODE_UNSPECIFIED" -> {}
      case "AUTO" -> extension("tool_choice", "auto");
      case "NONE" -> extension("tool_choice", "none");
      case "ANY", "VALIDATED" -> {
        if (allowed.size() == 1) {
          extension(
              "tool_choice",
              Map.of("type", "function", "function", Map.of("name", allowed.get(0))));
        } else {
          extension("tool_choice", mode[0].equals("ANY") ? "required" : "auto");
          if (!allowed.isEmpty()) {
            extension("toolConfig.allowedFunctionNames", allowed);
          }
        }
      }
      default -> throw in.refuse("a mode that is not known, expected AUTO, ANY, NONE or VALIDATED");
    }
  }

  private void extension(String name, Object value) {
    if (extensions.size() >= MOST_EXTENSIONS) {
      throw in.refuse("more than " + MOST_EXTENSIONS + " parameters that we do not know");
    }
    extensions.put(name, value);
  }
}
