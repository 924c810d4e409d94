package io.colophon.provider.local;

import io.colophon.provider.spi.GenerationRequest.Audio;
import io.colophon.provider.spi.GenerationRequest.AudioKind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Requests for sound. */
final class Requests {
  private Requests() {}

  static Audio speech(String model, String text) {
    return Audio.of(Bench.prompt(model, text), AudioKind.SPEECH);
  }

  static Audio speech(String text) {
    return speech("local-speech-en", text);
  }

  static Audio music(String text, Duration length) {
    Audio plain = Audio.of(Bench.prompt("procedural-music", text), AudioKind.MUSIC);
    return with(plain, plain.format(), plain.speed(), Optional.of(length), plain.language());
  }

  static Audio format(Audio audio, String mimeType) {
    return with(audio, Optional.of(mimeType), audio.speed(), audio.duration(), audio.language());
  }

  static Audio speed(Audio audio, double speed) {
    return with(
        audio, audio.format(), OptionalDouble.of(speed), audio.duration(), audio.language());
  }

  static Audio language(Audio audio, String tag) {
    return with(audio, audio.format(), audio.speed(), audio.duration(), Optional.of(tag));
  }

  private static Audio with(
      Audio audio,
      Optional<String> format,
      OptionalDouble speed,
      Optional<Duration> duration,
      Optional<String> language) {
    return new Audio(
        audio.prompt(),
        audio.kind(),
        audio.voice(),
        format,
        speed,
        duration,
        language,
        OptionalLong.of(7),
        audio.source());
  }
}
