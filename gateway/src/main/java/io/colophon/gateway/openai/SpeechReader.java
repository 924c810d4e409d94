package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the body of {@code /v1/audio/speech}. */
final class SpeechReader {
  private static final int LONGEST_NAME = 256;
  private static final Map<String, String> FORMATS =
      Map.of(
          "mp3", "audio/mpeg",
          "opus", "audio/ogg",
          "aac", "audio/aac",
          "flac", "audio/flac",
          "wav", "audio/wav",
          "pcm", "audio/pcm");

  private final JsonIn in;
  private final Map<String, Object> extensions = new HashMap<>(2);
  private String model = "";
  private String input = "";
  private Optional<String> voice = Optional.empty();
  private Optional<String> format = Optional.empty();
  private Optional<String> language = Optional.empty();
  private OptionalDouble speed = OptionalDouble.empty();
  private OptionalLong seed = OptionalLong.empty();
  private boolean events;

  private SpeechReader(JsonIn in) {
    this.in = in;
  }

  /**
   * Speech as asked for.
   *
   * @param events whether it is answered as events with pieces in base64
   */
  record Order(String model, GenerationRequest.Audio request, boolean events) {}

  /**
   * @throws Refusal INVALID_REQUEST or MESSAGE_MALFORMED
   */
  static Order read(ByteBuffer body) {
    return JsonIn.read(body, in -> new SpeechReader(in).order());
  }

  private Order order() {
    in.object(this::field);
    if (input.isBlank()) {
      throw Refusal.invalid("input", "missing or empty, expected the words to speak");
    }
    return new Order(
        model,
        new GenerationRequest.Audio(
            new Prompt(
                new TargetModel(model.isBlank() ? "default" : model),
                List.of(Message.user(input)),
                List.of(),
                extensions),
            GenerationRequest.AudioKind.SPEECH,
            voice,
            format,
            speed,
            Optional.<Duration>empty(),
            language,
            seed,
            Optional.empty()),
        events);
  }

  private void field(String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "model" -> model = named();
      case "input" -> input = in.text();
      case "voice" -> voice();
      case "response_format" -> format = Optional.of(one(FORMATS));
      case "speed" -> speed = OptionalDouble.of(in.number(0.25, 4));
      case "stream_format" -> events = one(Map.of("audio", "", "sse", "sse")).equals("sse");
      case "language" -> language = Optional.of(named());
      case "seed" -> seed = OptionalLong.of(in.longInteger(Long.MIN_VALUE, Long.MAX_VALUE));
      default -> extensions.put(name, in.value()); // instructions and what vendors have besides
    }
  }

  private String named() {
    String name = in.text();
    if (name.length() > LONGEST_NAME) {
      throw in.refuse(name.length() + " characters, expected at most " + LONGEST_NAME);
    }
    return name;
  }

  /** A name, or {@code {"id": ...}}. */
  private void voice() {
    if (in.isText()) {
      voice = Optional.of(named());
    } else {
      in.object(
          name -> {
            if (name.equals("id")) {
              voice = Optional.of(named());
            } else {
              in.skip();
            }
          });
    }
  }

  private String one(Map<String, String> values) {
    String text = in.text();
    String value = values.get(text);
    if (value == null) {
      throw in.refuse(
          "\""
              + Excerpt.of(text)
              + "\", expected one of "
              + String.join(", ", values.keySet().stream().sorted().toList()));
    }
    return value;
  }
}
