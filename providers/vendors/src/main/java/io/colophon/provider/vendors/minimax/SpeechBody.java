package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.vendors.pieces.Fit;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests for speech. The vendor makes WAV, and its own mark, only in answers of one piece; that
 * the mark is left out of streams is from its page and could not be tried.
 */
final class SpeechBody {
  private SpeechBody() {}

  static JsonNode write(
      GenerationRequest.Audio request,
      MiniMaxConfig config,
      boolean label,
      AudioFormat format,
      Fit fit) {
    boolean stream = !label && format != AudioFormat.WAV;
    Map<String, Object> extensions = request.prompt().extensions();
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    body.put("text", request.prompt().userText());
    body.put("stream", stream);
    if (stream) {
      body.putObject("stream_options").put("exclude_aggregated_audio", true);
    }
    body.put("output_format", stream ? "hex" : "url").put("aigc_watermark", label);
    ObjectNode voice = body.putObject("voice_setting");
    request.voice().or(config::voice).ifPresent(name -> voice.put("voice_id", name));
    request
        .speed()
        .ifPresent(speed -> voice.put("speed", fit.within("audio.speed", speed, 0.5, 2)));
    copy(extensions, "volume", voice, "vol");
    copy(extensions, "pitch", voice, "pitch");
    copy(extensions, "emotion", voice, "emotion");
    audioSetting(body, format, extensions);
    request
        .language()
        .ifPresent(
            tag -> {
              Optional<String> name = Languages.of(tag);
              name.ifPresent(known -> body.put("language_boost", known));
              if (name.isEmpty()) {
                fit.dropped("audio.language", "the target has no name for " + tag);
              }
            });
    return body;
  }

  static void audioSetting(ObjectNode body, AudioFormat format, Map<String, Object> extensions) {
    ObjectNode setting = body.putObject("audio_setting").put("format", format.id());
    copy(extensions, "sample_rate", setting, "sample_rate");
    copy(extensions, "bitrate", setting, "bitrate");
  }

  static void copy(Map<String, Object> extensions, String key, ObjectNode to, String name) {
    Object value = extensions.get(key);
    if (value != null) {
      to.set(name, Json.tree(value));
    }
  }
}
