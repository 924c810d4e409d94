package io.colophon.benchmarks.watermark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** Sounds made from a seed. */
enum Sounds {
  /** Speech by espeak-ng, in several voices, at 22050 samples a second. */
  SPEECH {
    @Override
    Sound make(int seconds, long seed, Path dir) throws IOException, InterruptedException {
      SplittableRandom random = new SplittableRandom(seed);
      String[] voices = {"en-us", "en-gb+f3", "de", "fr+f2", "es+m3", "cmn", "en-us+f4", "it+m7"};
      String[] words = TEXT.split(" ");
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < seconds * 4; i++) {
        text.append(words[random.nextInt(words.length)]);
        text.append(random.nextInt(9) == 0 ? ". " : " ");
      }
      Path file = Files.createTempFile(dir, "speech", ".wav");
      Tools.run(
          "espeak-ng",
          "-v",
          voices[(int) (seed % voices.length)],
          "-s",
          "" + (130 + random.nextInt(50)),
          "-w",
          file.toString(),
          text.toString());
      Sound all = Sound.decode(file, 22050, 1, dir);
      Files.delete(file);
      return all.cut(0, seconds);
    }
  },
  /** Chords, a melody with overtones and decay, a bass and drums, at 44100 in stereo. */
  MUSIC {
    @Override
    Sound make(int seconds, long seed, Path dir) {
      SplittableRandom random = new SplittableRandom(seed);
      int rate = 44100;
      float[] samples = new float[2 * seconds * rate];
      double beat = 0.3 + 0.3 * random.nextDouble();
      int[] scale = {0, 2, 4, 5, 7, 9, 11, 12};
      int key = 45 + random.nextInt(12);
      for (double at = 0; at < seconds; at += beat) {
        int root = scale[random.nextInt(6)];
        for (int n = 0; n < 3; n++) {
          note(samples, rate, at, beat * 2, key + 12 + root + 2 * n, 0.05, random.nextDouble());
        }
        note(samples, rate, at, beat * 1.5, key + 24 + scale[random.nextInt(8)], 0.09, 0.4);
        note(samples, rate, at, beat, key - 12 + root, 0.12, 0.5);
        drum(samples, rate, at, random);
      }
      return new Sound(rate, 2, samples);
    }
  },
  /** Pink noise with slow swells, as of rain and wind, at 48000 in stereo. */
  NOISE {
    @Override
    Sound make(int seconds, long seed, Path dir) {
      SplittableRandom random = new SplittableRandom(seed);
      int rate = 48000;
      float[] left = PinkNoise.line(seconds * rate, 0.5, random);
      float[] right = PinkNoise.line(seconds * rate, 0.5, random);
      float[] samples = new float[2 * left.length];
      for (int i = 0; i < left.length; i++) {
        double swell = 0.06 * (1.2 + Math.sin(2 * Math.PI * i / rate / 3.1));
        samples[2 * i] = (float) (swell * left[i]);
        samples[2 * i + 1] = (float) (swell * (0.5 * left[i] + 0.5 * right[i]));
      }
      return new Sound(rate, 2, samples);
    }
  };

  private static final String TEXT =
      "the harbour lies quiet before the first ferry leaves and a thin mist rests on the water"
          + " while people gather with bags bicycles and bread still warm from the bakery someone"
          + " laughs a gull answers far away an engine starts then the ropes are thrown to the pier"
          + " and slowly the white ship turns toward open sea seven windows shine in yellow light"
          + " above the quay";

  /** Its name in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract Sound make(int seconds, long seed, Path dir) throws IOException, InterruptedException;

  private static void note(
      float[] samples, int rate, double at, double length, int pitch, double loud, double pan) {
    double frequency = 440 * Math.pow(2, (pitch - 69) / 12.0);
    int from = (int) (at * rate);
    int to = Math.min(samples.length / 2, from + (int) (length * rate));
    for (int overtone = 1; overtone <= 12 && overtone * frequency < 16000; overtone++) {
      double step = 2 * Math.PI * frequency * overtone * (1 + 0.0004 * overtone) / rate;
      double height = loud / Math.pow(overtone, 1.2);
      double decay = (1.5 + 0.8 * overtone) / rate;
      for (int i = from; i < to; i++) {
        int n = i - from;
        double attack = Math.min(1, n / (0.005 * rate));
        double fade = Math.min(1, (to - i) / (0.01 * rate));
        double sample = height * attack * fade * Math.exp(-decay * n) * Math.sin(step * n);
        samples[2 * i] += (float) (sample * (1 - pan));
        samples[2 * i + 1] += (float) (sample * pan);
      }
    }
  }

  private static void drum(float[] samples, int rate, double at, SplittableRandom random) {
    int from = (int) (at * rate);
    int to = Math.min(samples.length / 2, from + rate / 8);
    double before = 0;
    for (int i = from; i < to; i++) {
      double noise = random.nextDouble() - 0.5;
      double sample = 0.12 * Math.exp(-(i - from) * 40.0 / rate) * (noise - 0.7 * before);
      before = noise;
      samples[2 * i] += (float) sample;
      samples[2 * i + 1] += (float) sample;
    }
  }
}
