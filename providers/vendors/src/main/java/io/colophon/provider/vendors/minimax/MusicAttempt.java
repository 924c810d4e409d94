package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Music by {@code /music_generation}, in one piece. The model decides how long it is. Words to sing
 * come as the extension {@code lyrics}; without them, music without words is asked for, which the
 * vendor's older models do not know and refuse.
 */
final class MusicAttempt implements Attempt {
  private static final int MOST_ANSWER_BYTES = 64 * 1024 * 1024;

  private final MiniMaxHost host;
  private final GenerationRequest.Audio request;
  private final List<Translation> dropped;

  MusicAttempt(MiniMaxHost host, GenerationRequest.Audio request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    AudioFormat format = AudioFormat.of(request.format().orElse("audio/mpeg"), fit);
    Map<String, Object> extensions = request.prompt().extensions();
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    body.put("prompt", request.prompt().userText());
    body.put("output_format", "url").put("aigc_watermark", host.label(out.options()));
    SpeechBody.copy(extensions, "lyrics", body, "lyrics");
    SpeechBody.copy(extensions, "lyrics_optimizer", body, "lyrics_optimizer");
    SpeechBody.copy(extensions, "is_instrumental", body, "is_instrumental");
    if (!extensions.containsKey("lyrics")
        && !extensions.containsKey("lyrics_optimizer")
        && !extensions.containsKey("is_instrumental")) {
      body.put("is_instrumental", true);
    }
    SpeechBody.audioSetting(body, format, extensions);
    out.call(
        host.post("/music_generation", body),
        MOST_ANSWER_BYTES,
        answer -> answered(out, fit, format, answer));
  }

  private void answered(Output out, Fit fit, AudioFormat format, HttpAnswer answer) {
    JsonNode said = MiniMaxFailures.unwrap(answer);
    out.emit(new GenerationEvent.Accepted(Optional.empty(), fit.translations()));
    WholeAudio.deliver(
        out,
        host.config().baseUrl(),
        Fields.text(said.path("data"), "audio"),
        format,
        new UsageFields()
            .with(UsageUnit.AUDIO_MILLIS, said.path("extra_info").path("music_duration"))
            .build());
  }
}
