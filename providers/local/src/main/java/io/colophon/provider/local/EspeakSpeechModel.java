package io.colophon.provider.local;

import io.colophon.provider.local.audio.AudioFile;
import io.colophon.provider.local.speech.Espeak;
import io.colophon.provider.local.speech.Script;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import java.nio.file.Path;

/** {@code local-speech-espeak}: about a hundred languages, where the program is installed. */
final class EspeakSpeechModel implements LocalModel {
  static final String NAME = "local-speech-espeak";

  private final Lazy<Espeak> espeak;
  private final ModelDescription description =
      SpeechModel.description(
          NAME,
          "About a hundred languages, Chinese among them, by the program espeak-ng that is"
              + " installed on this machine. A formant synthesizer: clear, small and robotic.");

  EspeakSpeechModel(Path program) {
    espeak = new Lazy<>(() -> Espeak.load(program));
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Job prepare(GenerationRequest request, CallOptions options, Report report) {
    GenerationRequest.Audio audio = (GenerationRequest.Audio) request;
    String text = SpeechModel.text(audio);
    double asked = SpeechModel.speed(audio);
    double speed = Math.max(Espeak.SLOWEST, Math.min(Espeak.FASTEST, asked));
    if (speed != asked) {
      report.clamped("audio.speed", asked, speed);
    }
    AudioFile kind = SpeechModel.file(audio);
    String language = audio.language().orElseGet(() -> Script.languageOf(text));
    report.dropped("audio.voice", audio.voice().isPresent(), "each language has one voice");
    SpeechModel.report(audio, report);
    return (work, output) -> {
      Espeak program = espeak.get(work);
      var voice =
          program
              .voice(language)
              .orElseThrow(
                  () ->
                      Report.unsupported(
                          "audio.language",
                          language,
                          program.languages().size() + " others are, such as en, zh, de, fr"));
      return SpeechModel.speak(voice, text, speed, kind, work, output).computedElsewhere();
    };
  }
}
