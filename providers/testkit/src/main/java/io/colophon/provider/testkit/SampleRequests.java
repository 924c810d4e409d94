package io.colophon.provider.testkit;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.GenerationRequest.AudioKind;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One small request for each ability, within the limits that the model declares, with seed 7 where
 * the request has a seed.
 */
public final class SampleRequests {
  private static final long SEED = 7;
  private static final int SIDE = 64;

  private final Part.Media image;
  private final Part.Media audio;

  /**
   * @param image the picture in requests that need one
   * @param audio the recording in requests that need one
   */
  public SampleRequests(Part.Media image, Part.Media audio) {
    this.image = image;
    this.audio = audio;
  }

  /** Uses the pictures and recordings of {@link SampleMedia}. */
  public SampleRequests() {
    this(SampleMedia.image(), SampleMedia.audio());
  }

  /** A request that needs {@code ability}; the model need not have it. */
  public GenerationRequest of(ModelDescription model, Ability ability) {
    Prompt prompt = prompt(model, ability);
    return switch (ability) {
      case TEXT, IMAGE_UNDERSTANDING -> text(prompt, Optional.empty(), List.of());
      case JSON_SCHEMA -> text(prompt, Optional.of("{\"type\":\"object\"}"), List.of());
      case TOOLS ->
          text(
              prompt,
              Optional.empty(),
              List.of(
                  new GenerationRequest.Tool(
                      "depth",
                      "Tells how deep a lake is, in metres.",
                      "{\"type\":\"object\",\"properties\":{\"lake\":{\"type\":\"string\"}}}")));
      case EMBEDDING -> new GenerationRequest.Embedding(prompt, OptionalInt.empty());
      case IMAGE -> image(model, prompt, Optional.empty());
      case IMAGE_TO_IMAGE -> image(model, prompt, Optional.of(image));
      case SPEECH -> audio(model, prompt, AudioKind.SPEECH);
      case MUSIC -> audio(model, prompt, AudioKind.MUSIC);
      case SOUND -> audio(model, prompt, AudioKind.SOUND);
      case TRANSCRIPTION -> audio(model, prompt, AudioKind.TRANSCRIPTION);
      case VIDEO -> video(model, prompt, Optional.empty());
      case IMAGE_TO_VIDEO -> video(model, prompt, Optional.of(image));
    };
  }

  /** The same request with other extensions. */
  static GenerationRequest withExtensions(
      GenerationRequest request, Map<String, Object> extensions) {
    Prompt old = request.prompt();
    return withPrompt(request, new Prompt(old.model(), old.messages(), old.adapters(), extensions));
  }

  /** The same request for another model. */
  static GenerationRequest withModel(GenerationRequest request, String model) {
    Prompt old = request.prompt();
    return withPrompt(
        request,
        new Prompt(new TargetModel(model), old.messages(), old.adapters(), old.extensions()));
  }

  private static GenerationRequest withPrompt(GenerationRequest request, Prompt prompt) {
    if (request instanceof GenerationRequest.Text r) {
      return new GenerationRequest.Text(
          prompt,
          r.maxTokens(),
          r.temperature(),
          r.topP(),
          r.stop(),
          r.seed(),
          r.jsonSchema(),
          r.tools());
    }
    if (request instanceof GenerationRequest.Image r) {
      return new GenerationRequest.Image(
          prompt,
          r.size(),
          r.count(),
          r.format(),
          r.steps(),
          r.guidance(),
          r.seed(),
          r.negativePrompt(),
          r.source(),
          r.mask(),
          r.strength(),
          r.controls());
    }
    if (request instanceof GenerationRequest.Audio r) {
      return new GenerationRequest.Audio(
          prompt,
          r.kind(),
          r.voice(),
          r.format(),
          r.speed(),
          r.duration(),
          r.language(),
          r.seed(),
          r.source());
    }
    if (request instanceof GenerationRequest.Embedding r) {
      return new GenerationRequest.Embedding(prompt, r.dimensions());
    }
    GenerationRequest.Video r = (GenerationRequest.Video) request;
    return new GenerationRequest.Video(
        prompt, r.size(), r.duration(), r.framesPerSecond(), r.format(), r.seed(), r.firstFrame());
  }

  private Prompt prompt(ModelDescription model, Ability ability) {
    String words =
        switch (ability) {
          case EMBEDDING -> "A lake.";
          case TEXT -> "Say one sentence about a lake.";
          case JSON_SCHEMA -> "Describe a lake as a JSON object.";
          case TOOLS -> "How deep is Lake Geneva?";
          case IMAGE_UNDERSTANDING -> "What does this picture show?";
          case TRANSCRIPTION -> "Write down what is said.";
          case SPEECH -> "Good morning.";
          case MUSIC -> "A calm tune for a harp.";
          case SOUND -> "A short bell.";
          case IMAGE, IMAGE_TO_IMAGE, VIDEO, IMAGE_TO_VIDEO -> "A red boat on a calm lake.";
        };
    Part.Text text = new Part.Text(words);
    List<Part> parts =
        ability == Ability.IMAGE_UNDERSTANDING ? List.of(text, image) : List.of(text);
    return new Prompt(
        new TargetModel(model.name()),
        List.of(new Message(Message.Role.USER, parts)),
        List.of(),
        Map.of());
  }

  private static GenerationRequest text(
      Prompt prompt, Optional<String> schema, List<GenerationRequest.Tool> tools) {
    return new GenerationRequest.Text(
        prompt,
        schema.isPresent() || !tools.isEmpty() ? OptionalInt.empty() : OptionalInt.of(16),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(),
        OptionalLong.of(SEED),
        schema,
        tools);
  }

  private static GenerationRequest image(
      ModelDescription model, Prompt prompt, Optional<Part.Media> source) {
    return new GenerationRequest.Image(
        prompt,
        Optional.of(smallest(model)),
        1,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalLong.of(SEED),
        Optional.empty(),
        source,
        Optional.empty(),
        source.isPresent() ? OptionalDouble.of(0.5) : OptionalDouble.empty(),
        List.of());
  }

  private GenerationRequest audio(ModelDescription model, Prompt prompt, AudioKind kind) {
    boolean timed = kind == AudioKind.MUSIC || kind == AudioKind.SOUND;
    return new GenerationRequest.Audio(
        prompt,
        kind,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        timed ? Optional.of(brief(model)) : Optional.empty(),
        Optional.empty(),
        OptionalLong.of(SEED),
        kind == AudioKind.TRANSCRIPTION ? Optional.of(audio) : Optional.empty());
  }

  private static GenerationRequest video(
      ModelDescription model, Prompt prompt, Optional<Part.Media> firstFrame) {
    return new GenerationRequest.Video(
        prompt,
        Optional.of(smallest(model)),
        Optional.of(brief(model)),
        OptionalInt.of(8),
        Optional.empty(),
        OptionalLong.of(SEED),
        firstFrame);
  }

  private static PixelSize smallest(ModelDescription model) {
    int side = Math.max(SIDE, model.limits().minSide().orElse(1));
    return new PixelSize(side, side);
  }

  private static Duration brief(ModelDescription model) {
    return Duration.ofMillis(Math.min(1_000, model.limits().maxMillis().orElse(1_000)));
  }
}
