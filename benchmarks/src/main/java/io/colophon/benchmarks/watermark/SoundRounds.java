package io.colophon.benchmarks.watermark;

import io.colophon.labeling.watermark.Detection;
import io.colophon.labeling.watermark.SoundWatermark;
import io.colophon.labeling.watermark.Watermarks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Marks sounds, attacks them, reads them back. */
final class SoundRounds {
  private static final SoundWatermark MARK = Watermarks.sound();

  private final PrintWriter out;
  private final Path folder;

  SoundRounds(PrintWriter out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  void run(int seconds, int count) throws IOException, InterruptedException {
    Table table = new Table();
    List<String> notes = new ArrayList<>();
    for (Sounds kind : Sounds.values()) {
      double segments = 0;
      double toMask = 0;
      double above = 0;
      List<Double> embedding = new ArrayList<>();
      List<Double> detecting = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        SplittableRandom random = new SplittableRandom(i);
        Sound plain = kind.make(seconds, i, folder);
        long payload = random.nextLong();
        CpuClock clock = new CpuClock();
        Sound marked = mark(plain, payload);
        embedding.add(clock.millis());
        NoiseToMask measure = NoiseToMask.of(plain, marked);
        segments += measure.segmental();
        toMask += measure.ratio();
        above += measure.disturbed();
        clock = new CpuClock();
        boolean wrong = listen(plain).isPresent();
        detecting.add(clock.millis());
        table.add("unmarked, and nothing is heard", kind.label(), !wrong);
        for (SoundAttack attack : SoundAttack.all()) {
          Sound attacked = attack.change().apply(marked, random, folder);
          boolean right = listen(attacked).filter(it -> it.payload() == payload).isPresent();
          table.add(attack.name(), kind.label(), right);
        }
      }
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: segmental SNR %.1f dB, noise to mask %.1f dB, disturbed frames %.1f %%;"
                  + " embedding %.1f ms a second, listening %.1f ms a second of CPU time (medians)",
              kind.label(),
              segments / count,
              toMask / count,
              100 * above / count,
              Median.of(embedding) / seconds,
              Median.of(detecting) / seconds));
    }
    table.print(out, "sounds of " + seconds + " s");
    out.println();
    notes.forEach(note -> out.println("- " + note));
    out.flush();
  }

  private static Sound mark(Sound sound, long payload) {
    SoundWatermark.Embedder embedder = MARK.embedder(sound.rate(), sound.channels(), payload);
    float[] samples = sound.samples();
    float[] marked = new float[samples.length];
    int at = 0;
    int piece = 4096 * sound.channels();
    for (int i = 0; i < samples.length; i += piece) {
      int end = Math.min(samples.length, i + piece);
      float[] ready = embedder.next(Arrays.copyOfRange(samples, i, end));
      System.arraycopy(ready, 0, marked, at, ready.length);
      at += ready.length;
    }
    float[] rest = embedder.end();
    System.arraycopy(rest, 0, marked, at, rest.length);
    return new Sound(sound.rate(), sound.channels(), marked);
  }

  static Optional<Detection> listen(Sound sound) {
    SoundWatermark.Detector detector = MARK.detector(sound.rate(), sound.channels());
    detector.next(sound.samples());
    return detector.end();
  }
}
