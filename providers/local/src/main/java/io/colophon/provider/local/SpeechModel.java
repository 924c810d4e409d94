package io.colophon.provider.local;

import io.colophon.provider.local.audio.AudioFile;
import io.colophon.provider.local.audio.AudioFileWriter;
import io.colophon.provider.local.speech.SpeechEngine;
import io.colophon.provider.local.work.Work;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest.Audio;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What the models that speak have in common. */
final class SpeechModel {
  static final int MOST_CHARACTERS = 10_000;
  private static final int MOST_MILLIS = 30 * 60 * 1000;
  private static final double SLOWEST = 0.25;
  private static final double FASTEST = 4;

  private SpeechModel() {}

  static ModelDescription description(String name, String about) {
    return new ModelDescription(
        name,
        Modality.AUDIO,
        Set.of(Ability.SPEECH),
        about,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        new ModelDescription.Limits(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.of(1),
            OptionalInt.of(MOST_MILLIS),
            OptionalInt.of(MOST_CHARACTERS),
            mimeTypes()));
  }

  /** Every kind of sound file. */
  static Set<String> mimeTypes() {
    return Arrays.stream(AudioFile.values()).map(AudioFile::mimeType).collect(Collectors.toSet());
  }

  /** The words to speak. */
  static String text(Audio request) {
    String text = request.prompt().userText();
    int characters = text.codePointCount(0, text.length());
    if (text.isBlank()) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST, "the prompt has no text, expected words to speak");
    }
    if (characters > MOST_CHARACTERS) {
      throw Report.invalid(
          "length of the prompt", characters, "1 to " + MOST_CHARACTERS + " characters");
    }
    return text;
  }

  static double speed(Audio request) {
    double speed = request.speed().orElse(1);
    if (!(speed >= SLOWEST && speed <= FASTEST)) {
      throw Report.invalid("audio.speed", speed, SLOWEST + " to " + FASTEST);
    }
    return speed;
  }

  /** The kind of file asked for; WAV when nothing is asked. */
  static AudioFile file(Audio request) {
    String asked = request.format().orElse(AudioFile.WAV.mimeType());
    return AudioFile.ofMimeType(asked)
        .orElseThrow(() -> Report.unsupported("audio.format", asked, sorted(mimeTypes())));
  }

  static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  /** What no voice uses. */
  static void report(Audio request, Report report) {
    report.dropped("audio.duration", request.duration().isPresent(), "the text sets the length");
    report.dropped("audio.seed", request.seed().isPresent(), "a voice leaves nothing to chance");
    report.dropped("audio.source", request.source().isPresent(), "a voice takes no recording");
  }

  /** Speaks into a file and hands it on. */
  static Outcome speak(
      SpeechEngine engine, String text, double speed, AudioFile kind, Work work, Output output)
      throws IOException {
    Path file = output.newFile();
    FinishReason reason = FinishReason.STOP;
    long millis;
    try (AudioFileWriter writer = kind.open(file, engine.sampleRate(), 1)) {
      LengthLimit limit = new LengthLimit(writer, (long) MOST_MILLIS * engine.sampleRate() / 1000);
      try {
        engine.speak(text, speed, limit, work);
      } catch (LengthLimit.Reached e) {
        reason = FinishReason.LENGTH;
      }
      millis = limit.frames() * 1000 / engine.sampleRate();
      if (limit.frames() == 0) {
        throw new ProviderException(
            FailureKind.INVALID_REQUEST, "the prompt has nothing in it that can be spoken");
      }
    }
    output.media(kind.mimeType(), file);
    return Outcome.of(reason)
        .with(UsageUnit.INPUT_CHARACTERS, text.codePointCount(0, text.length()))
        .with(UsageUnit.AUDIO_MILLIS, millis);
  }
}
