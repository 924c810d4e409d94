package io.colophon.benchmarks.watermark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Something done to a sound.
 *
 * @param name for the table
 */
record SoundAttack(String name, Change change) {
  interface Change {
    Sound apply(Sound sound, SplittableRandom random, Path dir)
        throws IOException, InterruptedException;
  }

  static List<SoundAttack> all() {
    return List.of(
        new SoundAttack("none", (sound, random, dir) -> sound),
        coding("MP3 128 kbit/s", ".mp3", "-c:a", "libmp3lame", "-b:a", "128k"),
        coding("MP3 64 kbit/s", ".mp3", "-c:a", "libmp3lame", "-b:a", "64k"),
        coding("AAC 96 kbit/s", ".m4a", "-c:a", "aac", "-b:a", "96k"),
        coding("AAC 64 kbit/s", ".m4a", "-c:a", "aac", "-b:a", "64k"),
        coding("Opus 48 kbit/s", ".opus", "-c:a", "libopus", "-b:a", "48k"),
        coding("Opus 24 kbit/s", ".opus", "-c:a", "libopus", "-b:a", "24k"),
        new SoundAttack(
            "resample 16 kHz",
            (sound, random, dir) ->
                sound.coded(List.of("-ar", "16000", "-c:a", "pcm_s16le"), ".wav", 16000, dir)),
        new SoundAttack(
            "resample 8 kHz",
            (sound, random, dir) ->
                sound.coded(List.of("-ar", "8000", "-c:a", "pcm_s16le"), ".wav", 8000, dir)),
        new SoundAttack(
            "cut 20 %",
            (sound, random, dir) -> {
              double from = 0.2 * sound.seconds() * random.nextDouble();
              return sound.cut(from, from + 0.8 * sound.seconds());
            }),
        new SoundAttack(
            "cut 20 %, MP3 64 kbit/s",
            (sound, random, dir) -> {
              double from = 0.2 * sound.seconds() * random.nextDouble();
              return sound
                  .cut(from, from + 0.8 * sound.seconds())
                  .coded(List.of("-c:a", "libmp3lame", "-b:a", "64k"), ".mp3", sound.rate(), dir);
            }),
        new SoundAttack(
            "noise 30 dB below",
            (sound, random, dir) -> {
              double power = 0;
              for (float sample : sound.samples()) {
                power += sample * sample;
              }
              double level = Math.sqrt(12 * power / sound.samples().length / 1000);
              float[] noisy = sound.samples().clone();
              for (int i = 0; i < noisy.length; i++) {
                noisy[i] += (float) (level * (random.nextDouble() - 0.5));
              }
              return new Sound(sound.rate(), sound.channels(), noisy);
            }));
  }

  private static SoundAttack coding(String name, String suffix, String... arguments) {
    return new SoundAttack(
        name, (sound, random, dir) -> sound.coded(List.of(arguments), suffix, sound.rate(), dir));
  }
}
