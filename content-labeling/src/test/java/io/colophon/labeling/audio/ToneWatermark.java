package io.colophon.labeling.audio;

import io.colophon.labeling.watermark.Detection;
import io.colophon.labeling.watermark.SoundWatermark;
import java.util.Arrays;
import java.util.Optional;

/**
 * A mark that anyone hears: a quiet tone whose pitch is the payload. Good enough to test around.
 */
final class ToneWatermark implements SoundWatermark {
  private static final double LEVEL = 0.02;
  private static final int PAYLOADS = 8;

  private static double hertz(long payload) {
    return 2000 + 100 * (payload % PAYLOADS);
  }

  @Override
  public Embedder embedder(int rate, int channels, long payload) {
    return new Embedder() {
      private float[] held = new float[0];
      private long frames;

      @Override
      public float[] next(float[] interleaved) {
        // One block late, as a real one may be.
        float[] ready = held;
        held = interleaved.clone();
        for (int i = 0; i < held.length; i++) {
          double phase = 2 * Math.PI * hertz(payload) * (frames + i / channels) / rate;
          held[i] += held[i] == 0 ? 0 : (float) (LEVEL * Math.sin(phase));
        }
        frames += held.length / channels;
        return ready;
      }

      @Override
      public float[] end() {
        return held;
      }
    };
  }

  @Override
  public Detector detector(int rate, int channels) {
    return new Detector() {
      private final double[] sine = new double[PAYLOADS];
      private final double[] cosine = new double[PAYLOADS];
      private final double[][] pointer = new double[PAYLOADS][];
      private final double[][] step = new double[PAYLOADS][];
      private long frames;

      @Override
      public void next(float[] interleaved) {
        for (int i = 0; i < interleaved.length; i += channels, frames++) {
          double sum = 0;
          for (int c = 0; c < channels; c++) {
            sum += interleaved[i + c];
          }
          for (int p = 0; p < PAYLOADS; p++) {
            // Each tone is a pointer that is turned a little with every frame.
            double turn = 2 * Math.PI * hertz(p) / rate;
            if (frames % 1000 == 0) {
              step[p] = new double[] {Math.cos(turn), Math.sin(turn)};
              pointer[p] = new double[] {Math.cos(turn * frames), Math.sin(turn * frames)};
            }
            double[] at = pointer[p];
            cosine[p] += sum * at[0];
            sine[p] += sum * at[1];
            double real = at[0] * step[p][0] - at[1] * step[p][1];
            at[1] = at[0] * step[p][1] + at[1] * step[p][0];
            at[0] = real;
          }
        }
      }

      @Override
      public Optional<Detection> end() {
        double[] level = new double[PAYLOADS];
        int best = 0;
        for (int p = 0; p < PAYLOADS; p++) {
          level[p] = 2 * Math.hypot(sine[p], cosine[p]) / Math.max(1, frames);
          best = level[p] > level[best] ? p : best;
        }
        double strongest = level[best];
        Arrays.sort(level);
        boolean clear = strongest > 0.002 && strongest > 4 * level[PAYLOADS - 2];
        return clear ? Optional.of(new Detection(best, 6)) : Optional.empty();
      }
    };
  }
}
