package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.Multipart;
import io.colophon.gateway.http.Multipart.Field;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A transcription as asked for at {@code /v1/audio/transcriptions}.
 *
 * @param form how it is answered
 * @param stream whether it is answered as events
 */
record TranscriptionOrder(
    String model, GenerationRequest.Audio request, Form form, boolean stream) {

  /** Forms of answers. */
  enum Form {
    JSON,
    TEXT,
    VERBOSE_JSON
  }

  /**
   * Reads the form.
   *
   * @throws Refusal INVALID_REQUEST; UNSUPPORTED for {@code srt} and {@code vtt}, which need times
   *     that no provider hands on
   */
  static TranscriptionOrder read(Multipart form) {
    Reading reading = new Reading();
    form.fields().forEach(reading::field);
    return reading.order();
  }

  private static final class Reading {
    private static final int LONGEST_NAME = 256;

    private final Map<String, Object> extensions = new HashMap<>(2);
    private final List<String> granularities = new ArrayList<>(0);
    private String model = "";
    private String prompt = "";
    private Optional<String> language = Optional.empty();
    private Part.@Nullable Media file;
    private Form form = Form.JSON;
    private boolean stream;

    void field(Field field) {
      switch (field.name()) {
        case "file" -> file = MediaFields.file(field, "audio");
        case "model" -> model = named(field);
        case "prompt" -> prompt = field.text();
        case "language" -> language = Optional.of(named(field)).filter(tag -> !tag.isEmpty());
        case "response_format" -> form = form(field.text());
        case "stream" -> stream = MediaFields.bool(field);
        case "temperature" -> extensions.put("temperature", MediaFields.number(field, 0, 1));
        case "timestamp_granularities", "timestamp_granularities[]" ->
            granularities.add(field.text());
        default -> extensions.put(field.name(), field.text());
      }
    }

    private static String named(Field field) {
      String name = field.text();
      if (name.length() > LONGEST_NAME) {
        throw Refusal.invalid(
            field.name(), name.length() + " characters, expected at most " + LONGEST_NAME);
      }
      return name;
    }

    private static Form form(String name) {
      return switch (name) {
        case "json", "" -> Form.JSON;
        case "text" -> Form.TEXT;
        case "verbose_json" -> Form.VERBOSE_JSON;
        case "srt", "vtt", "diarized_json" ->
            throw Refusal.of(
                Reason.UNSUPPORTED,
                "response_format \""
                    + name
                    + "\" needs the time or the speaker of each piece, which this gateway does not"
                    + " hand on; expected json, text or verbose_json");
        default ->
            throw Refusal.invalid(
                "response_format",
                "\"" + Excerpt.of(name) + "\", expected json, text or verbose_json");
      };
    }

    TranscriptionOrder order() {
      if (file == null) {
        throw Refusal.invalid("file", "missing, expected a recording");
      }
      if (!granularities.isEmpty()) {
        extensions.put("timestamp_granularities", List.copyOf(granularities));
      }
      return new TranscriptionOrder(
          model,
          new GenerationRequest.Audio(
              new Prompt(
                  new TargetModel(model.isBlank() ? "default" : model),
                  List.of(Message.user(prompt)),
                  List.of(),
                  extensions),
              GenerationRequest.AudioKind.TRANSCRIPTION,
              Optional.empty(),
              Optional.empty(),
              OptionalDouble.empty(),
              Optional.empty(),
              language,
              OptionalLong.empty(),
              Optional.of(file)),
          form,
          stream);
    }
  }
}
