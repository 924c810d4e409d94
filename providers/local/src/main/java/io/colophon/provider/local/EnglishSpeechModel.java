package io.colophon.provider.local;

import io.colophon.provider.local.audio.AudioFile;
import io.colophon.provider.local.speech.DiphoneVoice;
import io.colophon.provider.local.speech.EnglishText;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.ProviderException;
import java.util.Locale;
import java.util.Set;

/** {@code local-speech-en}: one American voice. */
final class EnglishSpeechModel implements LocalModel {
  static final String NAME = "local-speech-en";

  private static final Set<String> OWN_VOICE = Set.of("kal16", "kevin16", "default");

  // A lambda, since a method reference would load FreeTTS with this class.
  private final Lazy<DiphoneVoice> voice = new Lazy<>(() -> DiphoneVoice.load());
  private final ModelDescription description =
      SpeechModel.description(
          NAME,
          "American English in one male voice, joined from recorded diphones (FreeTTS, CMU kal16)."
              + " Understandable and plainly a machine; no other language, voice or mood.");

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Job prepare(GenerationRequest request, CallOptions options, Report report) {
    GenerationRequest.Audio audio = (GenerationRequest.Audio) request;
    String text = SpeechModel.text(audio);
    double speed = SpeechModel.speed(audio);
    AudioFile kind = SpeechModel.file(audio);
    audio.language().ifPresent(tag -> language(tag, report));
    EnglishText english = EnglishText.of(text);
    if (english.mostlyForeign()) {
      throw new ProviderException(
          FailureKind.UNSUPPORTED,
          NAME
              + " speaks English, but most letters of the prompt belong to another script;"
              + " local-speech-espeak speaks other languages where espeak-ng is installed");
    }
    if (english.spoken() == 0) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST, "the prompt has nothing in it that can be spoken");
    }
    int silent = english.foreignLetters() + english.otherSymbols();
    report.dropped("prompt", silent > 0, silent + " characters that an English voice cannot speak");
    audio
        .voice()
        .filter(name -> !OWN_VOICE.contains(name.toLowerCase(Locale.ROOT)))
        .ifPresent(name -> report.dropped("audio.voice", true, "the only voice is kal16"));
    SpeechModel.report(audio, report);
    return (work, output) -> SpeechModel.speak(voice.get(work), text, speed, kind, work, output);
  }

  private static void language(String tag, Report report) {
    String lower = tag.toLowerCase(Locale.ROOT);
    if (!lower.equals("en") && !lower.startsWith("en-")) {
      throw Report.unsupported(
          "audio.language", tag, "en is; local-speech-espeak speaks others where it is installed");
    }
    if (!lower.equals("en") && !lower.equals("en-us")) {
      report.clamped("audio.language", tag, "en-US");
    }
  }
}
