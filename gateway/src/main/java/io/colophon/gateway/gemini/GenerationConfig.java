package io.colophon.gateway.gemini;

import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code generationConfig} and makes the request that it asks for. */
final class GenerationConfig {
  private static final int MOST_STOP = 16;

  /**
   * Pixels that Google documents for each shape of a picture (July 2025, its first image model).
   */
  private static final Map<String, PixelSize> SHAPES =
      Map.of(
          "1:1", new PixelSize(1024, 1024),
          "2:3", new PixelSize(832, 1248),
          "3:2", new PixelSize(1248, 832),
          "3:4", new PixelSize(864, 1184),
          "4:3", new PixelSize(1184, 864),
          "4:5", new PixelSize(896, 1152),
          "5:4", new PixelSize(1152, 896),
          "9:16", new PixelSize(768, 1344),
          "16:9", new PixelSize(1344, 768),
          "21:9", new PixelSize(1536, 672));

  private final JsonIn in;
  private final BiConsumer<String, Object> extension;
  private final List<String> stop = new ArrayList<>(0);
  private final List<String> modalities = new ArrayList<>(1);
  private OptionalInt maxTokens = OptionalInt.empty();
  private OptionalDouble temperature = OptionalDouble.empty();
  private OptionalDouble topP = OptionalDouble.empty();
  private OptionalLong seed = OptionalLong.empty();
  private Optional<PixelSize> size = Optional.empty();
  private Optional<String> voice = Optional.empty();
  private Optional<String> language = Optional.empty();
  private String mimeType = "";
  private @Nullable String schema;

  GenerationConfig(JsonIn in, BiConsumer<String, Object> extension) {
    this.in = in;
    this.extension = extension;
  }

  void field(String raw) {
    if (in.isNull()) {
      return;
    }
    String name = CamelCase.of(raw);
    switch (name) {
      case "stopSequences" -> in.array(this::stopText);
      case "maxOutputTokens" -> maxTokens = OptionalInt.of(in.integer(1, Integer.MAX_VALUE));
      case "temperature" -> temperature = OptionalDouble.of(in.number(0, 2));
      case "topP" -> topP(in.number(0, 1));
      case "seed" -> seed = OptionalLong.of(in.longInteger(Long.MIN_VALUE, Long.MAX_VALUE));
      case "candidateCount" -> oneCandidate();
      case "responseMimeType" -> mimeType = in.text();
      case "responseSchema" -> schema = OpenApiSchema.toJsonSchema(in.value());
      case "responseJsonSchema" -> schema = in.rawObject();
      case "responseModalities" -> in.array(() -> modalities.add(in.text()));
      case "speechConfig" -> in.object(this::speech);
      case "imageConfig" -> in.object(this::image);
      case "thinkingConfig" -> extension.accept("thinking_config", in.value());
      case "topK" -> extension.accept("top_k", in.number(0, Integer.MAX_VALUE));
      case "presencePenalty" -> extension.accept("presence_penalty", in.number(-2, 2));
      case "frequencyPenalty" -> extension.accept("frequency_penalty", in.number(-2, 2));
      case "responseLogprobs" -> extension.accept("logprobs", in.bool());
      case "logprobs" -> extension.accept("top_logprobs", in.integer(0, 20));
      case "mediaResolution" -> extension.accept("media_resolution", in.text());
      default -> extension.accept("generationConfig." + name, in.value());
    }
  }

  private void stopText() {
    String text = in.text();
    if (text.isEmpty() || stop.size() == MOST_STOP) {
      throw in.refuse("expected at most " + MOST_STOP + " texts, each of at least one character");
    }
    stop.add(text);
  }

  private void topP(double value) {
    if (value == 0) {
      throw in.refuse("0, expected a number above 0, at most 1");
    }
    topP = OptionalDouble.of(value);
  }

  private void oneCandidate() {
    int count = in.integer(0, Integer.MAX_VALUE);
    if (count > 1) {
      throw in.refuse(count + ", expected 1: ask several times for several candidates");
    }
  }

  private void speech(String name) {
    switch (in.isNull() ? "" : CamelCase.of(name)) {
      case "languageCode" -> language = Optional.of(in.text());
      case "voiceConfig", "prebuiltVoiceConfig" -> in.object(this::speech);
      case "voiceName" -> voice = Optional.of(in.text());
      case "" -> {}
      default -> extension.accept("speechConfig." + CamelCase.of(name), in.value());
    }
  }

  private void image(String name) {
    switch (in.isNull() ? "" : CamelCase.of(name)) {
      case "aspectRatio" -> shape(in.text());
      case "" -> {}
      default -> extension.accept("imageConfig." + CamelCase.of(name), in.value());
    }
  }

  private void shape(String ratio) {
    PixelSize known = SHAPES.get(ratio);
    if (known == null) {
      throw in.refuse(
          "expected one of " + String.join(", ", SHAPES.keySet().stream().sorted().toList()));
    }
    size = Optional.of(known);
  }

  // ---- the request

  /** The request: a picture or speech where a modality asks for it, else text. */
  GenerationRequest request(Prompt prompt, List<GenerationRequest.Tool> tools) {
    if (asksFor("IMAGE")) {
      return picture(prompt);
    }
    if (asksFor("AUDIO")) {
      return new GenerationRequest.Audio(
          prompt,
          GenerationRequest.AudioKind.SPEECH,
          voice,
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          language,
          seed,
          Optional.empty());
    }
    Prompt full = prompt;
    boolean json = mimeType.equals("application/json");
    if (json && schema == null) {
      full = withExtension(prompt, "response_format", "json_object");
    } else if (!json && !mimeType.isEmpty() && !mimeType.equals("text/plain")) {
      full = withExtension(prompt, "generationConfig.responseMimeType", mimeType);
    }
    return new GenerationRequest.Text(
        full, maxTokens, temperature, topP, stop, seed, Optional.ofNullable(schema), tools);
  }

  private boolean asksFor(String modality) {
    return modalities.stream().anyMatch(modality::equalsIgnoreCase);
  }

  private static Prompt withExtension(Prompt prompt, String name, Object value) {
    java.util.HashMap<String, Object> all = new java.util.HashMap<>(prompt.extensions());
    all.put(name, value);
    return prompt.withExtensions(all);
  }

  /** The first picture among the input is the one to change, and leaves the messages. */
  private GenerationRequest.Image picture(Prompt prompt) {
    Part.Media source = null;
    List<Message> messages = new ArrayList<>(prompt.messages().size());
    for (Message message : prompt.messages()) {
      List<Part> parts = new ArrayList<>(message.parts().size());
      for (Part part : message.parts()) {
        if (source == null
            && message.role() == Message.Role.USER
            && part instanceof Part.Media media) {
          source = media;
        } else {
          parts.add(part);
        }
      }
      if (!parts.isEmpty()) {
        messages.add(new Message(message.role(), parts));
      }
    }
    if (messages.isEmpty()) {
      messages.add(Message.user(""));
    }
    return new GenerationRequest.Image(
        prompt.withMessages(messages),
        size,
        1,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        seed,
        Optional.empty(),
        Optional.ofNullable(source),
        Optional.empty(),
        OptionalDouble.empty(),
        List.of());
  }
}
