package io.colophon.provider.local;

import io.colophon.provider.local.audio.AudioFile;
import io.colophon.provider.local.audio.AudioFileWriter;
import io.colophon.provider.local.music.MusicEngine;
import io.colophon.provider.local.work.Work;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** {@code procedural-music}: composed by rules, played by a synthesizer. */
final class MusicModel implements LocalModel {
  static final String NAME = "procedural-music";
  private static final String MIDI = "audio/midi";
  private static final int MOST_CHARACTERS = 10_000;

  private final Lazy<MusicEngine> engine;
  private final ModelDescription description;

  MusicModel(Lazy<MusicEngine> engine) {
    this.engine = engine;
    this.description =
        new ModelDescription(
            NAME,
            Modality.AUDIO,
            Set.of(Ability.MUSIC),
            "Instrumental pieces composed by rules from words for mood, genre, tempo, key and"
                + " instruments, English or Chinese, and played by a software synthesizer. Not a"
                + " neural network; no voices, no style of a named artist.",
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            new ModelDescription.Limits(
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.of(1),
                OptionalInt.of((int) MusicEngine.LONGEST.toMillis()),
                OptionalInt.of(MOST_CHARACTERS),
                mimeTypes()));
  }

  private static Set<String> mimeTypes() {
    Set<String> types = new TreeSet<>(SpeechModel.mimeTypes());
    types.add(MIDI);
    return types;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Job prepare(GenerationRequest request, CallOptions options, Report report) {
    GenerationRequest.Audio audio = (GenerationRequest.Audio) request;
    String prompt = Prompts.describing(audio, MOST_CHARACTERS);
    Duration length = length(audio, prompt);
    long seed = Seeds.of(audio.seed(), options);
    report.dropped("audio.voice", audio.voice().isPresent(), "music here has no voices");
    report.dropped(
        "audio.speed", audio.speed().isPresent(), "say the tempo in the prompt: 120 bpm");
    report.dropped("audio.language", audio.language().isPresent(), "music here has no words");
    report.dropped("audio.source", audio.source().isPresent(), "music here starts from words");
    String format = audio.format().orElse(AudioFile.WAV.mimeType()).toLowerCase(Locale.ROOT);
    if (format.equals(MIDI) || format.equals("audio/mid") || format.equals("audio/x-midi")) {
      return (work, output) -> midi(prompt, length, seed, output);
    }
    AudioFile kind =
        AudioFile.ofMimeType(format)
            .orElseThrow(
                () -> Report.unsupported("audio.format", format, SpeechModel.sorted(mimeTypes())));
    return (work, output) -> play(prompt, length, seed, kind, work, output);
  }

  private static Duration length(GenerationRequest.Audio audio, String prompt) {
    Duration asked =
        audio.duration().or(() -> MusicEngine.lengthIn(prompt)).orElse(MusicEngine.USUAL);
    if (asked.compareTo(MusicEngine.SHORTEST) < 0 || asked.compareTo(MusicEngine.LONGEST) > 0) {
      throw Report.invalid(
          "audio.duration",
          asked.toMillis() + " ms",
          MusicEngine.SHORTEST.toMillis() + " to " + MusicEngine.LONGEST.toMillis() + " ms");
    }
    return Duration.ofMillis(asked.toMillis());
  }

  private static Outcome midi(String prompt, Duration length, long seed, Output output)
      throws IOException {
    Path file = output.newFile();
    Files.write(file, MusicEngine.midi(prompt, length, seed));
    output.media(MIDI, file);
    return Outcome.of(FinishReason.STOP).with(UsageUnit.AUDIO_MILLIS, length.toMillis());
  }

  private Outcome play(
      String prompt, Duration length, long seed, AudioFile kind, Work work, Output output)
      throws IOException {
    MusicEngine player = engine.get(work);
    Path file = output.newFile();
    try (AudioFileWriter writer = kind.open(file, MusicEngine.SAMPLE_RATE, 2)) {
      player.play(prompt, length, seed, writer, work);
    }
    output.media(kind.mimeType(), file);
    return Outcome.of(FinishReason.STOP).with(UsageUnit.AUDIO_MILLIS, length.toMillis());
  }
}
