package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Translation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts a request into the inputs of a model. Every model names its inputs as it likes; the names
 * here are those that most of them use, and a {@link ReplicateModel} may say otherwise.
 */
final class Inputs {
  /** What stands for an input that a model does not have. */
  private static final String NONE = "none";

  /** Our names and what models usually call them. */
  static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("prompt", "prompt"),
          Map.entry("system", "system_prompt"),
          Map.entry("max-tokens", "max_tokens"),
          Map.entry("temperature", "temperature"),
          Map.entry("top-p", "top_p"),
          Map.entry("stop", "stop_sequences"),
          Map.entry("seed", "seed"),
          Map.entry("image", "image"),
          Map.entry("width", "width"),
          Map.entry("height", "height"),
          Map.entry("aspect-ratio", NONE),
          Map.entry("count", "num_outputs"),
          Map.entry("format", "output_format"),
          Map.entry("steps", "num_inference_steps"),
          Map.entry("guidance", "guidance_scale"),
          Map.entry("negative-prompt", "negative_prompt"),
          Map.entry("mask", "mask"),
          Map.entry("strength", "prompt_strength"),
          Map.entry("text", "text"),
          Map.entry("voice", "voice"),
          Map.entry("speed", "speed"),
          Map.entry("duration", "duration"),
          Map.entry("language", "language"),
          Map.entry("audio", "audio"),
          Map.entry("fps", "fps"));

  private final Map<String, String> names;
  private final List<Translation> translations;
  private final ObjectNode input = Json.object();

  /**
   * @param translations takes what the model has no input for
   */
  Inputs(Optional<ReplicateModel> model, List<Translation> translations) {
    this.names = model.flatMap(ReplicateModel::inputs).orElse(Map.of());
    this.translations = translations;
    model.flatMap(ReplicateModel::always).orElse(Map.of()).forEach(this::always);
  }

  // The file's values are texts; what reads as a number or a truth value is meant as one.
  private void always(String name, String value) {
    JsonNode plain =
        value.matches("-?\\d{1,15}(\\.\\d{1,15})?|true|false")
            ? Json.read(value)
            : Json.tree(value);
    input.set(name, plain);
  }

  /** The inputs of the request. */
  ObjectNode of(GenerationRequest request) {
    if (request instanceof GenerationRequest.Text text) {
      text(text);
    } else if (request instanceof GenerationRequest.Image image) {
      image(image);
    } else if (request instanceof GenerationRequest.Audio audio) {
      audio(audio);
    } else if (request instanceof GenerationRequest.Video video) {
      video(video);
    }
    if (request.prompt().extensions().get("input") instanceof Map<?, ?> own) {
      own.forEach((key, value) -> input.set(String.valueOf(key), Json.tree(value)));
    }
    return input;
  }

  private void text(GenerationRequest.Text request) {
    Conversation conversation = Conversation.of(request.prompt().messages());
    put("prompt", "prompt", conversation.prompt());
    if (!conversation.system().isEmpty()) {
      put("system", "prompt.system", conversation.system());
    }
    if (conversation.turns() > 1) {
      translations.add(
          new Translation(
              "messages",
              Translation.Change.RENAMED,
              conversation.turns() + " turns -> one prompt with the names of the speakers"));
    }
    request.maxTokens().ifPresent(most -> put("max-tokens", "text.max_tokens", most));
    request.temperature().ifPresent(value -> put("temperature", "text.temperature", value));
    request.topP().ifPresent(value -> put("top-p", "text.top_p", value));
    request.seed().ifPresent(seed -> put("seed", "text.seed", seed));
    if (!request.stop().isEmpty()) {
      put("stop", "text.stop", String.join(",", request.stop()));
    }
    picture(request.prompt().messages());
  }

  // Models take one picture, and nothing else beside the text.
  private void picture(List<Message> messages) {
    List<Part.Media> media =
        messages.stream()
            .flatMap(message -> message.parts().stream())
            .filter(Part.Media.class::isInstance)
            .map(Part.Media.class::cast)
            .toList();
    Optional<Part.Media> last =
        media.stream()
            .filter(one -> one.mimeType().startsWith("image/"))
            .reduce((earlier, later) -> later);
    last.ifPresent(one -> put("image", "messages.media", MediaText.dataUrl(one)));
    if (media.size() > (last.isPresent() ? 1 : 0)) {
      translations.add(
          new Translation(
              "messages.media",
              Translation.Change.DROPPED,
              media.size() + " media -> the last picture"));
    }
  }

  private void image(GenerationRequest.Image request) {
    put("prompt", "prompt", request.prompt().userText());
    request.size().ifPresent(size -> size(size, "image.size"));
    if (request.count() > 1) {
      put("count", "image.count", request.count());
    }
    request.format().ifPresent(format -> put("format", "image.format", ending(format)));
    request.steps().ifPresent(steps -> put("steps", "image.steps", steps));
    request.guidance().ifPresent(value -> put("guidance", "image.guidance", value));
    request.seed().ifPresent(seed -> put("seed", "image.seed", seed));
    request
        .negativePrompt()
        .ifPresent(words -> put("negative-prompt", "image.negative_prompt", words));
    request.source().ifPresent(picture -> put("image", "image.source", MediaText.dataUrl(picture)));
    request.mask().ifPresent(mask -> put("mask", "image.mask", MediaText.dataUrl(mask)));
    request.strength().ifPresent(value -> put("strength", "image.strength", value));
  }

  private void audio(GenerationRequest.Audio request) {
    boolean transcription = request.kind() == GenerationRequest.AudioKind.TRANSCRIPTION;
    if (request.kind() == GenerationRequest.AudioKind.SPEECH) {
      put("text", "prompt", request.prompt().userText());
    } else if (!transcription) {
      put("prompt", "prompt", request.prompt().userText());
    }
    request.voice().ifPresent(voice -> put("voice", "audio.voice", voice));
    request.format().ifPresent(format -> put("format", "audio.format", ending(format)));
    request.speed().ifPresent(speed -> put("speed", "audio.speed", speed));
    request
        .duration()
        .ifPresent(length -> put("duration", "audio.duration", (length.toMillis() + 999) / 1000));
    request.language().ifPresent(language -> put("language", "audio.language", language));
    request.seed().ifPresent(seed -> put("seed", "audio.seed", seed));
    request
        .source()
        .ifPresent(recording -> put("audio", "audio.source", MediaText.dataUrl(recording)));
  }

  private void video(GenerationRequest.Video request) {
    put("prompt", "prompt", request.prompt().userText());
    request.size().ifPresent(size -> size(size, "video.size"));
    request
        .duration()
        .ifPresent(length -> put("duration", "video.duration", (length.toMillis() + 999) / 1000));
    request.framesPerSecond().ifPresent(fps -> put("fps", "video.fps", fps));
    request.format().ifPresent(format -> put("format", "video.format", ending(format)));
    request.seed().ifPresent(seed -> put("seed", "video.seed", seed));
    request
        .firstFrame()
        .ifPresent(frame -> put("image", "video.first_frame", MediaText.dataUrl(frame)));
  }

  private void size(PixelSize size, String parameter) {
    String ratio = name("aspect-ratio");
    if (!ratio.isEmpty()) {
      int common = divisor(size.width(), size.height());
      String shape = size.width() / common + ":" + size.height() / common;
      input.put(ratio, shape);
      translations.add(
          new Translation(parameter, Translation.Change.CLAMPED, size + " -> " + shape));
      return;
    }
    put("width", parameter, size.width());
    put("height", parameter, size.height());
  }

  private static int divisor(int a, int b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  /** Models name formats by the ending of the file. */
  private static String ending(String mimeType) {
    String ending = mimeType.substring(mimeType.indexOf('/') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "jpeg" -> "jpg";
      case "mpeg" -> mimeType.startsWith("audio/") ? "mp3" : ending;
      default -> ending;
    };
  }

  /** What the model calls it; empty if it has no such input. */
  private String name(String ours) {
    String name = names.getOrDefault(ours, USUAL.getOrDefault(ours, NONE));
    return name.equals(NONE) ? "" : name;
  }

  private void put(String ours, String parameter, Object value) {
    String name = name(ours);
    if (!name.isEmpty()) {
      input.set(name, Json.tree(value));
      return;
    }
    Translation dropped =
        new Translation(parameter, Translation.Change.DROPPED, "the target has no such parameter");
    if (!translations.contains(dropped)) {
      translations.add(dropped);
    }
  }

  /**
   * A conversation for models that take one text.
   *
   * @param system what the system says; may be empty
   * @param prompt the only turn as it is, or all turns with their speakers' names
   * @param turns how many turns there are
   */
  record Conversation(String system, String prompt, int turns) {

    static Conversation of(List<Message> messages) {
      String system =
          messages.stream()
              .filter(message -> message.role() == Message.Role.SYSTEM)
              .map(Conversation::words)
              .collect(Collectors.joining("\n"));
      List<Message> turns =
          messages.stream().filter(message -> message.role() != Message.Role.SYSTEM).toList();
      String prompt =
          turns.size() == 1
              ? words(turns.get(0))
              : turns.stream()
                      .map(turn -> speaker(turn.role()) + ": " + words(turn))
                      .collect(Collectors.joining("\n"))
                  + "\nAssistant:";
      return new Conversation(system, prompt, turns.size());
    }

    private static String speaker(Message.Role role) {
      return switch (role) {
        case ASSISTANT -> "Assistant";
        case TOOL -> "Tool";
        case USER, SYSTEM -> "User";
      };
    }

    private static String words(Message message) {
      return message.parts().stream()
          .map(
              part ->
                  part instanceof Part.Text text
                      ? text.text()
                      : part instanceof Part.ToolResult result ? result.contentJson() : "")
          .filter(words -> !words.isEmpty())
          .collect(Collectors.joining("\n"));
    }
  }
}
