package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.Dropped;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MultipartBody;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.SseFrameReader;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.vendors.chat.OpenAiUsage;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One request to {@code /audio/transcriptions}. A model that cannot stream answers with one JSON
 * object although a stream was asked for.
 */
final class TranscriptionAttempt implements Attempt {
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  private final OpenAiHost host;
  private final GenerationRequest.Audio request;
  private boolean accepted; // on the loop of the generation

  TranscriptionAttempt(OpenAiHost host, GenerationRequest.Audio request) {
    this.host = host;
    this.request = request;
  }

  @Override
  public void begin(Output out) {
    Optional<Part.Media> source = request.source();
    if (source.isEmpty()) {
      out.fail(FailureKind.INVALID_REQUEST, "audio.source is missing, expected a recording");
      return;
    }
    Part.Media recording = source.get();
    MultipartBody form =
        MultipartBody.of(Boundary.of(out.options().generationId()))
            .file("file", fileName(recording), recording.mimeType(), recording.bytes())
            .text("model", request.prompt().model().name())
            .text("response_format", "json");
    request.language().ifPresent(tag -> form.text("language", tag.split("-", 2)[0]));
    String hint = request.prompt().userText();
    if (!hint.isBlank()) {
      form.text("prompt", hint);
    }
    if (host.preset().streamsTranscripts()) {
      form.text("stream", "true");
    }
    out.open(
        form.of(host.post("/audio/transcriptions")),
        new EitherReader(
            out,
            MOST_BYTES,
            answer -> body(out, answer.json()),
            new SseFrameReader(
                out,
                MOST_BYTES,
                frame -> {
                  if (frame.hasData() && frame.isWhole()) {
                    event(out, Json.read(frame.data()));
                  }
                },
                () -> out.fail(FailureKind.UNREACHABLE, "the stream ended before its end"))));
  }

  /** Hosts tell the format of a recording by the name of its file. */
  private static String fileName(Part.Media recording) {
    String subtype = recording.mimeType().substring(recording.mimeType().indexOf('/') + 1);
    return "recording."
        + switch (subtype) {
          case "mpeg" -> "mp3";
          case "mp4" -> "m4a";
          case "x-wav" -> "wav";
          default -> subtype;
        };
  }

  private void accept(Output out) {
    out.emit(
        new GenerationEvent.Accepted(
            Optional.empty(),
            Dropped.of(
                request, OpenAiCapabilities.TRANSCRIPTION, OpenAiCapabilities.NO_EXTENSIONS)));
  }

  private void body(Output out, JsonNode answer) {
    JsonNode text = answer.get("text");
    if (answer.hasNonNull("error") || text == null) {
      JsonNode error = answer.get("error");
      out.fail(OpenAiFailures.inStream(error == null ? answer : error));
      return;
    }
    accept(out);
    if (!text.asString("").isEmpty()) {
      out.emit(new GenerationEvent.TextDelta(text.asString("")));
    }
    out.finish(FinishReason.STOP, usage(answer.path("usage")));
  }

  private void event(Output out, JsonNode event) {
    if (!accepted) {
      accepted = true;
      accept(out);
    }
    switch (event.path("type").asString("")) {
      case "transcript.text.delta" -> {
        String delta = event.path("delta").asString("");
        if (!delta.isEmpty()) {
          out.emit(new GenerationEvent.TextDelta(delta));
        }
      }
      case "transcript.text.done" -> out.finish(FinishReason.STOP, usage(event.path("usage")));
      case "error" -> out.fail(OpenAiFailures.inStream(event.path("error")));
      default -> {} // segments with times, which our terms do not have
    }
  }

  /** Tokens, or the seconds of the recording. */
  private static Usage usage(JsonNode said) {
    Usage tokens = OpenAiUsage.read(said);
    return tokens.isEmpty()
        ? new UsageFields().withSeconds(UsageUnit.INPUT_AUDIO_MILLIS, said.path("seconds")).build()
        : tokens;
  }
}
