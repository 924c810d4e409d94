package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.vendors.pieces.Fit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said to the speech interface. Immutable once made. */
final class SpeechCommands {
  // The vendor takes 20,000 characters in one command, of which a Han character counts as two.
  private static final int MOST_CHARACTERS = 8_000;
  private static final long MOST_SEED = 65_535;

  private final String taskId;
  private final String text;
  private final String mimeType;
  private final ObjectNode payload = Json.object();

  /**
   * @param config who speaks, and whether the vendor's own mark is put into the audio; models
   *     before CosyVoice 2 and from 3.5 on do not know the mark
   */
  SpeechCommands(
      GenerationRequest.Audio request,
      String taskId,
      DashScopeConfig config,
      boolean label,
      Fit fit) {
    this.taskId = taskId;
    this.text = request.prompt().userText();
    payload.put("task_group", "audio").put("task", "tts").put("function", "SpeechSynthesizer");
    payload.put("model", request.prompt().model().name());
    ObjectNode parameters = payload.putObject("parameters");
    payload.putObject("input");
    parameters.put("text_type", "PlainText");
    request.voice().or(config::voice).ifPresent(voice -> parameters.put("voice", voice));
    String format = format(request.format().orElse("audio/mpeg"), fit);
    this.mimeType = mimeType(format);
    parameters.put("format", format);
    request
        .speed()
        .ifPresent(speed -> parameters.put("rate", fit.within("audio.speed", speed, 0.5, 2.0)));
    request
        .language()
        .ifPresent(language -> parameters.putArray("language_hints").add(primary(language)));
    request
        .seed()
        .ifPresent(seed -> parameters.put("seed", fit.seed("audio.seed", seed, MOST_SEED)));
    if (label && !format.equals("pcm")) {
      parameters.put("enable_aigc_tag", true);
    }
    extensions(parameters, request.prompt().extensions());
  }

  private static void extensions(ObjectNode parameters, Map<String, Object> extensions) {
    for (String key : DashScopeCapabilities.SPEECH_EXTENSIONS) {
      Object value = extensions.get(key);
      if (value != null) {
        parameters.set(key.equals("instructions") ? "instruction" : key, Json.tree(value));
      }
    }
  }

  private static String format(String mimeType, Fit fit) {
    return switch (mimeType) {
      case "audio/mpeg", "audio/mp3" -> "mp3";
      case "audio/wav", "audio/x-wav" -> "wav";
      case "audio/ogg", "audio/opus" -> "opus";
      case "audio/pcm", "audio/l16" -> "pcm";
      default -> {
        fit.clamped("audio.format", mimeType + " became audio/mpeg");
        yield "mp3";
      }
    };
  }

  private static String mimeType(String format) {
    return switch (format) {
      case "wav" -> "audio/wav";
      case "opus" -> "audio/ogg";
      case "pcm" -> "audio/pcm";
      default -> "audio/mpeg";
    };
  }

  /** The language of a tag, for instance {@code zh} of {@code zh-CN}. */
  private static String primary(String tag) {
    int end = tag.indexOf('-');
    return end < 0 ? tag : tag.substring(0, end);
  }

  String mimeType() {
    return mimeType;
  }

  String run() {
    return command("run-task", payload);
  }

  /** The text in pieces that the vendor takes; none splits a character. */
  List<String> texts() {
    List<String> commands = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + MOST_CHARACTERS);
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end--;
      }
      ObjectNode piece = Json.object();
      piece.putObject("input").put("text", text.substring(at, end));
      commands.add(command("continue-task", piece));
      at = end;
    }
    return commands;
  }

  String finish() {
    ObjectNode nothing = Json.object();
    nothing.putObject("input");
    return command("finish-task", nothing);
  }

  private String command(String action, JsonNode content) {
    ObjectNode command = Json.object();
    command
        .putObject("header")
        .put("action", action)
        .put("task_id", taskId)
        .put("streaming", "duplex");
    command.set("payload", content);
    return new String(Json.write(command), StandardCharsets.UTF_8);
  }
}
