package io.colophon.provider.spi;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One generation as a plug-in sees it, sealed by the modality of its output. An empty optional
 * means that the caller left the choice to the model; it never means zero.
 */
public sealed interface GenerationRequest {

  /** Model, input, adapters and extensions. */
  Prompt prompt();

  /** What the request puts out. */
  Modality modality();

  /** Every ability that the model must have to serve the request. */
  Set<Ability> needs();

  /** The same request for another model. */
  GenerationRequest withModel(TargetModel model);

  /** The same request with another prompt. */
  GenerationRequest withPrompt(Prompt changed);

  /**
   * Words.
   *
   * @param maxTokens most tokens to put out; at least 1
   * @param temperature 0 to 2; 0 picks the likeliest token
   * @param topP 0 (exclusive) to 1
   * @param stop texts that end the output and are not part of it
   * @param seed same seed and same request give the same output where the model can promise it
   * @param jsonSchema a JSON schema (draft 2020-12) as text that the output must fit
   * @param tools what the model may call
   */
  record Text(
      Prompt prompt,
      OptionalInt maxTokens,
      OptionalDouble temperature,
      OptionalDouble topP,
      List<String> stop,
      OptionalLong seed,
      Optional<String> jsonSchema,
      List<Tool> tools)
      implements GenerationRequest {

    public Text {
      stop = List.copyOf(stop);
      tools = List.copyOf(tools);
    }

    /** A request that leaves every choice to the model. */
    public static Text of(Prompt prompt) {
      return new Text(
          prompt,
          OptionalInt.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          List.of(),
          OptionalLong.empty(),
          Optional.empty(),
          List.of());
    }

    @Override
    public Text withModel(TargetModel model) {
      return withPrompt(prompt.withModel(model));
    }

    @Override
    public Text withPrompt(Prompt changed) {
      return new Text(changed, maxTokens, temperature, topP, stop, seed, jsonSchema, tools);
    }

    @Override
    public Modality modality() {
      return Modality.TEXT;
    }

    @Override
    public Set<Ability> needs() {
      EnumSet<Ability> needs = EnumSet.of(Ability.TEXT);
      if (jsonSchema.isPresent()) {
        needs.add(Ability.JSON_SCHEMA);
      }
      if (!tools.isEmpty()) {
        needs.add(Ability.TOOLS);
      }
      if (hasMedia(prompt)) {
        needs.add(Ability.IMAGE_UNDERSTANDING);
      }
      return needs;
    }
  }

  /**
   * Vectors of texts. Each message of the prompt is one text to embed, in order; a text stands in
   * one {@link Part.Text}.
   *
   * @param dimensions length of each vector, at least 1
   */
  record Embedding(Prompt prompt, OptionalInt dimensions) implements GenerationRequest {

    @Override
    public Embedding withModel(TargetModel model) {
      return withPrompt(prompt.withModel(model));
    }

    @Override
    public Embedding withPrompt(Prompt changed) {
      return new Embedding(changed, dimensions);
    }

    @Override
    public Modality modality() {
      return Modality.TEXT;
    }

    @Override
    public Set<Ability> needs() {
      return Set.of(Ability.EMBEDDING);
    }
  }

  /**
   * A function that the model may ask the caller to run.
   *
   * @param name unique within the request
   * @param description what it does, for the model
   * @param parametersJson a JSON schema of its arguments, as text
   */
  record Tool(String name, String description, String parametersJson) {}

  /**
   * Pictures.
   *
   * @param size pixels; empty leaves it to the model
   * @param count how many pictures; at least 1
   * @param format mime type of the files, for instance {@code image/png}
   * @param steps sampling steps, for models that have them
   * @param guidance how strongly the prompt binds, for models that know it
   * @param seed seed of the first picture; picture {@code i} uses {@code seed + i}
   * @param negativePrompt what the picture should not show
   * @param source the picture to change; present makes this image to image
   * @param mask where to change it: white is changed, black is kept
   * @param strength 0 keeps the source, 1 ignores it
   * @param controls pictures that guide form, such as edges or depth
   */
  record Image(
      Prompt prompt,
      Optional<PixelSize> size,
      int count,
      Optional<String> format,
      OptionalInt steps,
      OptionalDouble guidance,
      OptionalLong seed,
      Optional<String> negativePrompt,
      Optional<Part.Media> source,
      Optional<Part.Media> mask,
      OptionalDouble strength,
      List<Part.Media> controls)
      implements GenerationRequest {

    public Image {
      controls = List.copyOf(controls);
      if (count < 1) {
        throw new IllegalArgumentException("count is " + count + ", expected at least 1");
      }
    }

    /** One picture; every other choice is the model's. */
    public static Image of(Prompt prompt) {
      return new Image(
          prompt,
          Optional.empty(),
          1,
          Optional.empty(),
          OptionalInt.empty(),
          OptionalDouble.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          List.of());
    }

    @Override
    public Image withModel(TargetModel model) {
      return withPrompt(prompt.withModel(model));
    }

    @Override
    public Image withPrompt(Prompt changed) {
      return new Image(
          changed,
          size,
          count,
          format,
          steps,
          guidance,
          seed,
          negativePrompt,
          source,
          mask,
          strength,
          controls);
    }

    @Override
    public Modality modality() {
      return Modality.IMAGE;
    }

    @Override
    public Set<Ability> needs() {
      return source.isPresent() ? Set.of(Ability.IMAGE_TO_IMAGE) : Set.of(Ability.IMAGE);
    }
  }

  /**
   * Sound, or the words of a recording.
   *
   * @param kind what sort of sound
   * @param voice who speaks, as the provider names its voices
   * @param format mime type of the file, for instance {@code audio/wav}
   * @param speed 1 is the voice's own pace; 0.25 to 4
   * @param duration how long music or a sound effect lasts
   * @param language BCP 47 tag
   * @param seed as in {@link Text}
   * @param source the recording to transcribe
   */
  record Audio(
      Prompt prompt,
      AudioKind kind,
      Optional<String> voice,
      Optional<String> format,
      OptionalDouble speed,
      Optional<Duration> duration,
      Optional<String> language,
      OptionalLong seed,
      Optional<Part.Media> source)
      implements GenerationRequest {

    /** Every choice but the kind is the model's. */
    public static Audio of(Prompt prompt, AudioKind kind) {
      return new Audio(
          prompt,
          kind,
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty());
    }

    @Override
    public Audio withModel(TargetModel model) {
      return withPrompt(prompt.withModel(model));
    }

    @Override
    public Audio withPrompt(Prompt changed) {
      return new Audio(changed, kind, voice, format, speed, duration, language, seed, source);
    }

    @Override
    public Modality modality() {
      return Modality.AUDIO;
    }

    @Override
    public Set<Ability> needs() {
      return Set.of(kind.ability());
    }
  }

  /** What sort of audio generation. */
  enum AudioKind {
    SPEECH(Ability.SPEECH),
    MUSIC(Ability.MUSIC),
    SOUND(Ability.SOUND),
    TRANSCRIPTION(Ability.TRANSCRIPTION);

    private final Ability ability;

    AudioKind(Ability ability) {
      this.ability = ability;
    }

    /** What a model must declare to serve this kind. */
    public Ability ability() {
      return ability;
    }
  }

  /**
   * A moving picture, with sound where the model makes it.
   *
   * @param size pixels
   * @param duration length of the film
   * @param framesPerSecond at least 1
   * @param format mime type of the file, for instance {@code video/mp4}
   * @param seed as in {@link Text}
   * @param firstFrame present makes this image to video
   */
  record Video(
      Prompt prompt,
      Optional<PixelSize> size,
      Optional<Duration> duration,
      OptionalInt framesPerSecond,
      Optional<String> format,
      OptionalLong seed,
      Optional<Part.Media> firstFrame)
      implements GenerationRequest {

    /** Every choice is the model's. */
    public static Video of(Prompt prompt) {
      return new Video(
          prompt,
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty());
    }

    @Override
    public Video withModel(TargetModel model) {
      return withPrompt(prompt.withModel(model));
    }

    @Override
    public Video withPrompt(Prompt changed) {
      return new Video(changed, size, duration, framesPerSecond, format, seed, firstFrame);
    }

    @Override
    public Modality modality() {
      return Modality.VIDEO;
    }

    @Override
    public Set<Ability> needs() {
      return firstFrame.isPresent() ? Set.of(Ability.IMAGE_TO_VIDEO) : Set.of(Ability.VIDEO);
    }
  }

  private static boolean hasMedia(Prompt prompt) {
    return prompt.messages().stream()
        .flatMap(message -> message.parts().stream())
        .anyMatch(Part.Media.class::isInstance);
  }
}
