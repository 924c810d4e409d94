package io.colophon.provider.local.music;

import io.colophon.provider.local.audio.Loudness;
import io.colophon.provider.local.audio.PcmSink;
import io.colophon.provider.local.work.Work;
import java.io.IOException;

/**
 * One piece played at the right level. The level is found at a sound check: the stretch with the
 * most and loudest notes is played first and measured, so that the whole need not be kept in
 * memory.
 */
final class Performance {
  private static final int RATE = Synth.SAMPLE_RATE;
  private static final long CHECK_MICROS = 4_000_000;
  private static final double WANTED_RMS = Math.pow(10, -17 / 20.0);

  /** Peaks of the sound check may reach this before {@link Loudness} bends them. */
  private static final double MOST_PEAK = 1.1;

  private static final double FADE_SECONDS = 0.4;

  private final Synth synth;
  private final Score score;
  private final long frames;

  Performance(Synth synth, Score score) {
    this.synth = synth;
    this.score = score;
    this.frames = score.millis() * RATE / 1000;
  }

  void play(PcmSink sink, Work work) throws IOException {
    double gain = soundCheck(work);
    Fade fade = new Fade(frames, (int) Math.min(FADE_SECONDS * RATE, frames / 5.0));
    short[][] block = {new short[0]};
    long[] done = {0};
    synth.play(
        score,
        0,
        frames,
        (samples, count) -> {
          if (block[0].length < count * 2) {
            block[0] = new short[count * 2];
          }
          for (int i = 0; i < count; i++) {
            double level = gain * fade.at(done[0] + i);
            block[0][2 * i] = Loudness.limit(level * samples[2 * i]);
            block[0][2 * i + 1] = Loudness.limit(level * samples[2 * i + 1]);
          }
          sink.write(block[0], count);
          done[0] += count;
          work.progress(done[0] / (double) frames);
        },
        work);
  }

  private double soundCheck(Work work) throws IOException {
    double[] measured = new double[2];
    long from = loudestStretch();
    long micros = Math.min(CHECK_MICROS, score.millis() * 1000 - from);
    long count = micros * RATE / 1_000_000;
    synth.play(
        score,
        from,
        count,
        (samples, length) -> {
          for (int i = 0; i < length * 2; i++) {
            measured[0] += (double) samples[i] * samples[i];
            measured[1] = Math.max(measured[1], Math.abs(samples[i]));
          }
        },
        work);
    double rms = Math.sqrt(measured[0] / (2.0 * count));
    return rms == 0 ? 1 : Math.min(WANTED_RMS / rms, MOST_PEAK / measured[1]);
  }

  /** Where the four seconds begin in which the most is played. */
  private long loudestStretch() {
    int stretches = (int) (score.millis() * 1000 / CHECK_MICROS) + 1;
    double[] weights = new double[stretches];
    for (Part part : score.parts()) {
      for (Note note : part.notes()) {
        long on = score.micros(note.start());
        double seconds = Math.min(2, (score.micros(note.end()) - on) / 1e6 + 0.2);
        double weight = seconds * note.velocity() * note.velocity() * part.volume();
        weights[(int) (on / CHECK_MICROS)] += weight;
      }
    }
    int best = 0;
    for (int i = 1; i < stretches; i++) {
      if (weights[i] > weights[best]) {
        best = i;
      }
    }
    return best * CHECK_MICROS;
  }

  /** Takes the last chord to silence. */
  private record Fade(long frames, int length) {
    double at(long frame) {
      long left = frames - frame;
      return left >= length ? 1 : left / (double) length;
    }
  }
}
