package io.colophon.provider.declarative;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A name that templates may use, and what it stands for in a request.
 *
 * @param parameter what passing it on means for the caller; empty for what every request has
 * @param value a String, Long, Double, List, {@link PixelSize} or {@link Part.Media}
 */
record Variable<R extends GenerationRequest>(
    Optional<Parameter> parameter, Function<R, Optional<Object>> value) {

  private static final Map<String, Variable<GenerationRequest>> ALWAYS = new LinkedHashMap<>();
  private static final Map<String, Variable<GenerationRequest.Text>> TEXT = new LinkedHashMap<>();
  private static final Map<String, Variable<GenerationRequest.Embedding>> EMBEDDING =
      new LinkedHashMap<>();
  private static final Map<String, Variable<GenerationRequest.Image>> IMAGE = new LinkedHashMap<>();
  private static final Map<String, Variable<GenerationRequest.Audio>> AUDIO = new LinkedHashMap<>();
  private static final Map<String, Variable<GenerationRequest.Video>> VIDEO = new LinkedHashMap<>();

  static {
    plain(ALWAYS, "model", r -> Optional.of(r.prompt().model().name()));
    plain(ALWAYS, "prompt", r -> Optional.of(r.prompt().userText()));
    plain(ALWAYS, "system", r -> words(r, Message.Role.SYSTEM));
    plain(TEXT, "messages", r -> Optional.of(messages(r)));
    set(TEXT, "max-tokens", Parameter.TEXT_MAX_TOKENS, r -> boxed(r.maxTokens()));
    set(TEXT, "temperature", Parameter.TEXT_TEMPERATURE, r -> boxed(r.temperature()));
    set(TEXT, "top-p", Parameter.TEXT_TOP_P, r -> boxed(r.topP()));
    set(TEXT, "seed", Parameter.TEXT_SEED, r -> boxed(r.seed()));
    set(TEXT, "stop", Parameter.TEXT_STOP, r -> many(r.stop()));
    plain(EMBEDDING, "inputs", r -> Optional.of(inputs(r)));
    set(EMBEDDING, "dimensions", Parameter.EMBEDDING_DIMENSIONS, r -> boxed(r.dimensions()));
    set(IMAGE, "size", Parameter.IMAGE_SIZE, r -> r.size().map(Object.class::cast));
    set(IMAGE, "width", Parameter.IMAGE_SIZE, r -> r.size().map(s -> (long) s.width()));
    set(IMAGE, "height", Parameter.IMAGE_SIZE, r -> r.size().map(s -> (long) s.height()));
    set(IMAGE, "count", Parameter.IMAGE_COUNT, r -> Optional.of((long) r.count()));
    set(IMAGE, "format", Parameter.IMAGE_FORMAT, r -> r.format().map(Object.class::cast));
    set(IMAGE, "steps", Parameter.IMAGE_STEPS, r -> boxed(r.steps()));
    set(IMAGE, "guidance", Parameter.IMAGE_GUIDANCE, r -> boxed(r.guidance()));
    set(IMAGE, "seed", Parameter.IMAGE_SEED, r -> boxed(r.seed()));
    set(
        IMAGE,
        "negative-prompt",
        Parameter.IMAGE_NEGATIVE_PROMPT,
        r -> r.negativePrompt().map(Object.class::cast));
    set(IMAGE, "source", Parameter.IMAGE_SOURCE, r -> r.source().map(Object.class::cast));
    set(IMAGE, "mask", Parameter.IMAGE_MASK, r -> r.mask().map(Object.class::cast));
    set(IMAGE, "strength", Parameter.IMAGE_STRENGTH, r -> boxed(r.strength()));
    set(AUDIO, "voice", Parameter.AUDIO_VOICE, r -> r.voice().map(Object.class::cast));
    set(AUDIO, "format", Parameter.AUDIO_FORMAT, r -> r.format().map(Object.class::cast));
    set(AUDIO, "speed", Parameter.AUDIO_SPEED, r -> boxed(r.speed()));
    set(AUDIO, "duration", Parameter.AUDIO_DURATION, r -> r.duration().map(Variable::seconds));
    set(AUDIO, "language", Parameter.AUDIO_LANGUAGE, r -> r.language().map(Object.class::cast));
    set(AUDIO, "seed", Parameter.AUDIO_SEED, r -> boxed(r.seed()));
    set(AUDIO, "source", Parameter.AUDIO_SOURCE, r -> r.source().map(Object.class::cast));
    set(VIDEO, "size", Parameter.VIDEO_SIZE, r -> r.size().map(Object.class::cast));
    set(VIDEO, "width", Parameter.VIDEO_SIZE, r -> r.size().map(s -> (long) s.width()));
    set(VIDEO, "height", Parameter.VIDEO_SIZE, r -> r.size().map(s -> (long) s.height()));
    set(VIDEO, "duration", Parameter.VIDEO_DURATION, r -> r.duration().map(Variable::seconds));
    set(VIDEO, "fps", Parameter.VIDEO_FPS, r -> boxed(r.framesPerSecond()));
    set(VIDEO, "format", Parameter.VIDEO_FORMAT, r -> r.format().map(Object.class::cast));
    set(VIDEO, "seed", Parameter.VIDEO_SEED, r -> boxed(r.seed()));
    set(
        VIDEO,
        "first-frame",
        Parameter.VIDEO_FIRST_FRAME,
        r -> r.firstFrame().map(Object.class::cast));
  }

  /** Which requests an operation is for. */
  enum Kind {
    TEXT(GenerationRequest.Text.class, Variable.TEXT),
    EMBEDDING(GenerationRequest.Embedding.class, Variable.EMBEDDING),
    IMAGE(GenerationRequest.Image.class, Variable.IMAGE),
    AUDIO(GenerationRequest.Audio.class, Variable.AUDIO),
    VIDEO(GenerationRequest.Video.class, Variable.VIDEO);

    private final Class<? extends GenerationRequest> type;
    private final Map<String, ? extends Variable<?>> own;

    Kind(Class<? extends GenerationRequest> type, Map<String, ? extends Variable<?>> own) {
      this.type = type;
      this.own = own;
    }

    /** All names of requests of this kind. */
    Map<String, Variable<?>> variables() {
      Map<String, Variable<?>> all = new LinkedHashMap<>(ALWAYS);
      all.putAll(own);
      return all;
    }

    boolean fits(GenerationRequest request) {
      return type.isInstance(request);
    }
  }

  /** What it stands for; empty when the caller left the choice to the model. */
  @SuppressWarnings("unchecked") // a variable is only looked up among those of the request's kind
  static Optional<Object> of(Variable<?> variable, GenerationRequest request) {
    return ((Variable<GenerationRequest>) variable).value.apply(request);
  }

  private static <R extends GenerationRequest> void plain(
      Map<String, Variable<R>> to, String name, Function<R, Optional<Object>> value) {
    to.put(name, new Variable<>(Optional.empty(), value));
  }

  private static <R extends GenerationRequest> void set(
      Map<String, Variable<R>> to,
      String name,
      Parameter parameter,
      Function<R, Optional<Object>> value) {
    to.put(name, new Variable<>(Optional.of(parameter), value));
  }

  private static Optional<Object> boxed(java.util.OptionalInt value) {
    return value.isPresent() ? Optional.of((long) value.getAsInt()) : Optional.empty();
  }

  private static Optional<Object> boxed(java.util.OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  private static Optional<Object> boxed(java.util.OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static Optional<Object> many(List<String> texts) {
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }

  /** Whole seconds as a whole number. */
  private static Object seconds(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? (Object) (millis / 1000) : (Object) (millis / 1000.0);
  }

  private static Optional<Object> words(GenerationRequest request, Message.Role role) {
    String words =
        request.prompt().messages().stream()
            .filter(message -> message.role() == role)
            .map(Variable::text)
            .collect(Collectors.joining("\n"));
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  private static String text(Message message) {
    return message.parts().stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining("\n"));
  }

  /** As OpenAI's chat and those who follow it write them. */
  private static List<Object> messages(GenerationRequest request) {
    List<Object> messages = new ArrayList<>();
    for (Message message : request.prompt().messages()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("role", message.role().name().toLowerCase(java.util.Locale.ROOT));
      one.put("content", text(message));
      messages.add(one);
    }
    return messages;
  }

  private static List<Object> inputs(GenerationRequest request) {
    List<Object> inputs = new ArrayList<>();
    request.prompt().messages().forEach(message -> inputs.add(text(message)));
    return inputs;
  }
}
