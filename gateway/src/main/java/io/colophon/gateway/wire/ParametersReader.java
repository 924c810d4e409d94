package io.colophon.gateway.wire;

import com.google.protobuf.util.Durations;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.v1.AudioParameters;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.Media;
import io.colophon.v1.TextParameters;
import io.colophon.v1.VideoParameters;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Reads the parameters of each modality. Ranges that hold for every model are checked here; those
 * of one model are checked when a target is sought.
 */
final class ParametersReader {
  private static final int MAX_SIDE = 65_535;
  private static final int MAX_COUNT = 64;
  private static final int MAX_STOP = 16;
  private static final int MAX_SCHEMA = 256 * 1024;
  private static final Duration MAX_DURATION = Duration.ofHours(1);

  private final Violations violations;
  private final MessageReader messages;

  ParametersReader(Violations violations, MessageReader messages) {
    this.violations = violations;
    this.messages = messages;
  }

  GenerationRequest.Text text(Prompt prompt, TextParameters in) {
    OptionalInt maxTokens = ifSet(in::hasMaxTokens, in::getMaxTokens);
    OptionalDouble temperature = ifSet(in::hasTemperature, in::getTemperature);
    OptionalDouble topP = ifSet(in::hasTopP, in::getTopP);
    maxTokens.ifPresent(n -> violations.range("text.max_tokens", n, 1, Integer.MAX_VALUE));
    temperature.ifPresent(t -> violations.range("text.temperature", t, 0, 2));
    topP.ifPresent(p -> violations.range("text.top_p", p, Double.MIN_VALUE, 1));
    if (in.getStopCount() > MAX_STOP) {
      violations.add("text.stop", in.getStopCount() + " texts, expected at most " + MAX_STOP);
    }
    if (in.getStopList().stream().anyMatch(String::isEmpty)) {
      violations.add("text.stop", "an empty text, expected at least one character");
    }
    violations.text("text.json_schema", in.getJsonSchema(), MAX_SCHEMA);
    return new GenerationRequest.Text(
        prompt,
        maxTokens,
        temperature,
        topP,
        List.copyOf(in.getStopList()),
        ifSet(in::hasSeed, in::getSeed),
        ifFilled(in.getJsonSchema()),
        tools(in));
  }

  private List<GenerationRequest.Tool> tools(TextParameters in) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < in.getToolsCount(); i++) {
      String name = in.getTools(i).getName();
      if (name.isBlank() || !names.add(name)) {
        violations.add(
            "text.tools[" + i + "].name",
            "\"" + Excerpt.of(name) + "\", expected a name that no other tool has");
      }
    }
    return in.getToolsList().stream()
        .map(
            tool ->
                new GenerationRequest.Tool(
                    tool.getName(), tool.getDescription(), tool.getParametersJson()))
        .toList();
  }

  GenerationRequest.Image image(Prompt prompt, ImageParameters in) {
    OptionalDouble strength = ifSet(in::hasStrength, in::getStrength);
    strength.ifPresent(s -> violations.range("image.strength", s, 0, 1));
    Optional<io.colophon.provider.spi.Part.Media> source =
        media("image.source", in.hasSource(), in.getSource());
    if (!in.hasSource() && (strength.isPresent() || in.hasMask())) {
      violations.add(
          strength.isPresent() ? "image.strength" : "image.mask", "needs image.source, none set");
    }
    int count = in.hasCount() ? in.getCount() : 1;
    violations.range("image.count", count, 1, MAX_COUNT);
    OptionalInt steps = ifSet(in::hasSteps, in::getSteps);
    steps.ifPresent(n -> violations.range("image.steps", n, 1, 1000));
    OptionalDouble guidance = ifSet(in::hasGuidance, in::getGuidance);
    guidance.ifPresent(g -> violations.range("image.guidance", g, 0, 100));
    return new GenerationRequest.Image(
        prompt,
        size("image", in.hasWidth(), in.getWidth(), in.hasHeight(), in.getHeight()),
        Math.max(1, count),
        ifFilled(in.getFormat()),
        steps,
        guidance,
        ifSet(in::hasSeed, in::getSeed),
        ifFilled(in.getNegativePrompt()),
        source,
        media("image.mask", in.hasMask(), in.getMask()),
        strength,
        in.getControlsList().stream()
            .flatMap(control -> messages.media("image.controls", control).stream())
            .toList());
  }

  GenerationRequest.Audio audio(Prompt prompt, AudioParameters in) {
    OptionalDouble speed = ifSet(in::hasSpeed, in::getSpeed);
    speed.ifPresent(s -> violations.range("audio.speed", s, 0.25, 4));
    GenerationRequest.AudioKind kind =
        switch (in.getKind()) {
          case AUDIO_KIND_MUSIC -> GenerationRequest.AudioKind.MUSIC;
          case AUDIO_KIND_SOUND -> GenerationRequest.AudioKind.SOUND;
          case AUDIO_KIND_TRANSCRIPTION -> GenerationRequest.AudioKind.TRANSCRIPTION;
          default -> GenerationRequest.AudioKind.SPEECH;
        };
    return new GenerationRequest.Audio(
        prompt,
        kind,
        ifFilled(in.getVoice()),
        ifFilled(in.getFormat()),
        speed,
        in.hasDuration() ? duration("audio.duration", in.getDuration()) : Optional.empty(),
        ifFilled(in.getLanguage()),
        ifSet(in::hasSeed, in::getSeed),
        media("audio.source", in.hasSource(), in.getSource()));
  }

  GenerationRequest.Video video(Prompt prompt, VideoParameters in) {
    OptionalInt fps = ifSet(in::hasFps, in::getFps);
    fps.ifPresent(n -> violations.range("video.fps", n, 1, 240));
    return new GenerationRequest.Video(
        prompt,
        size("video", in.hasWidth(), in.getWidth(), in.hasHeight(), in.getHeight()),
        in.hasDuration() ? duration("video.duration", in.getDuration()) : Optional.empty(),
        fps,
        ifFilled(in.getFormat()),
        ifSet(in::hasSeed, in::getSeed),
        media("video.first_frame", in.hasFirstFrame(), in.getFirstFrame()));
  }

  private Optional<PixelSize> size(
      String field, boolean hasWidth, int width, boolean hasHeight, int height) {
    if (hasWidth != hasHeight) {
      violations.add(
          field + (hasWidth ? ".height" : ".width"), "not set, expected both or neither");
      return Optional.empty();
    }
    if (!hasWidth) {
      return Optional.empty();
    }
    violations.range(field + ".width", width, 1, MAX_SIDE);
    violations.range(field + ".height", height, 1, MAX_SIDE);
    return width < 1 || height < 1 ? Optional.empty() : Optional.of(new PixelSize(width, height));
  }

  private Optional<Duration> duration(String field, com.google.protobuf.Duration in) {
    if (!Durations.isValid(in)) {
      violations.add(field, "not a valid duration");
      return Optional.empty();
    }
    Duration duration = Duration.ofSeconds(in.getSeconds(), in.getNanos());
    if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX_DURATION) > 0) {
      violations.add(field, duration.toMillis() + " ms, expected more than 0 and at most 1 h");
      return Optional.empty();
    }
    return Optional.of(duration);
  }

  private Optional<io.colophon.provider.spi.Part.Media> media(
      String field, boolean set, Media media) {
    return set ? messages.media(field, media) : Optional.empty();
  }

  private static Optional<String> ifFilled(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static OptionalInt ifSet(BooleanSupplier set, IntSupplier value) {
    return set.getAsBoolean() ? OptionalInt.of(value.getAsInt()) : OptionalInt.empty();
  }

  private static OptionalLong ifSet(BooleanSupplier set, LongSupplier value) {
    return set.getAsBoolean() ? OptionalLong.of(value.getAsLong()) : OptionalLong.empty();
  }

  private static OptionalDouble ifSet(BooleanSupplier set, DoubleSupplier value) {
    return set.getAsBoolean() ? OptionalDouble.of(value.getAsDouble()) : OptionalDouble.empty();
  }
}
