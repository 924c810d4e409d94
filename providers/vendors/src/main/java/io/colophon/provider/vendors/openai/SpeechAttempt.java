package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.Dropped;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request to {@code /audio/speech}. The answer is the recording itself and says nothing of
 * usage, so the characters read are counted here.
 */
final class SpeechAttempt implements Attempt {
  private static final long MOST_BYTES = 256L * 1024 * 1024;
  private static final Map<String, String> FORMATS =
      Map.of(
          "audio/mpeg", "mp3",
          "audio/ogg", "opus",
          "audio/aac", "aac",
          "audio/flac", "flac",
          "audio/wav", "wav",
          "audio/pcm", "pcm");

  private final OpenAiHost host;
  private final GenerationRequest.Audio request;

  SpeechAttempt(OpenAiHost host, GenerationRequest.Audio request) {
    this.host = host;
    this.request = request;
  }

  @Override
  public void begin(Output out) {
    String type = request.format().orElse("audio/mpeg");
    String format = FORMATS.get(type);
    if (format == null) {
      out.fail(
          FailureKind.INVALID_REQUEST,
          "audio.format is \"" + type + "\", expected one of " + FORMATS.keySet());
      return;
    }
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    body.put("input", request.prompt().userText());
    body.put("voice", request.voice().orElse(host.voice()));
    body.put("response_format", format);
    request.speed().ifPresent(speed -> body.put("speed", speed));
    Object instructions = request.prompt().extensions().get("instructions");
    if (instructions != null) {
      body.set("instructions", Json.tree(instructions));
    }
    out.open(
        host.post("/audio/speech").json(Json.write(body)),
        new AcceptingReader(
            out,
            this::accepted,
            new MediaReader(
                out, 0, type, MOST_BYTES, words -> failed(out, words), () -> finish(out))));
  }

  private void failed(Output out, HttpAnswer words) {
    JsonNode error = words.json().get("error");
    if (error == null) {
      out.fail(FailureKind.MALFORMED_ANSWER, "words came where a recording was expected");
    } else {
      out.fail(OpenAiFailures.inStream(error));
    }
  }

  private void finish(Output out) {
    String text = request.prompt().userText();
    out.finish(
        FinishReason.STOP,
        Usage.from(Quantity.Source.COUNTED_LOCALLY)
            .with(UsageUnit.INPUT_CHARACTERS, text.codePointCount(0, text.length()))
            .build());
  }

  private GenerationEvent.Accepted accepted() {
    return new GenerationEvent.Accepted(
        Optional.empty(),
        Dropped.of(request, OpenAiCapabilities.SPEECH, OpenAiCapabilities.SPEECH_EXTENSIONS));
  }
}
