package io.colophon.labeling.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Hears whether a sound begins with the rhythm label. It follows the loudness, not the pitch: the
 * envelope in windows of five milliseconds, cut at a third of its peak into sound and silence,
 * whose lengths must be those of the pattern within two fifths of a unit.
 */
final class MorseDetector {
  /** So much of the start is needed. */
  static final int WINDOW_MILLIS = MorseCue.LEAD_MILLIS + MorseCue.CUE_MILLIS + 400;

  private static final int HOP_MILLIS = 5;
  private static final double CUT = 1 / 3.0;
  private static final double TOLERANCE = 0.4;
  private static final double FAINTEST = 0.01;
  private static final double MIN_UNIT_MILLIS = 60;
  private static final double MAX_UNIT_MILLIS = 200;

  private MorseDetector() {}

  /**
   * What is wrong; empty when the cue is there.
   *
   * @param samples one channel, at least {@link #WINDOW_MILLIS} from the start; more is ignored
   */
  static Optional<String> missing(float[] samples, int rate) {
    List<Integer> runs = runs(envelope(samples, rate));
    int pattern = MorseCue.PATTERN.length;
    if (runs.size() < pattern + 2) {
      return Optional.of("no rhythm at the start: " + runs.size() + " changes of loudness");
    }
    List<Integer> cue = runs.subList(1, 1 + pattern);
    int units = Arrays.stream(MorseCue.PATTERN).sum();
    double unit = (double) HOP_MILLIS * cue.stream().mapToInt(Integer::intValue).sum() / units;
    boolean fits = unit >= MIN_UNIT_MILLIS && unit <= MAX_UNIT_MILLIS;
    for (int i = 0; i < pattern; i++) {
      double length = HOP_MILLIS * cue.get(i) / unit;
      fits &= Math.abs(length - MorseCue.PATTERN[i]) <= TOLERANCE;
    }
    fits &= HOP_MILLIS * runs.get(pattern + 1) >= 2 * unit;
    return fits
        ? Optional.empty()
        : Optional.of("the rhythm at the start is not AI: runs of " + runs + " x 5 ms");
  }

  private static double[] envelope(float[] samples, int rate) {
    int hop = Math.max(1, MorseCue.frames(rate, HOP_MILLIS));
    int windows = Math.min(samples.length, MorseCue.frames(rate, WINDOW_MILLIS)) / hop;
    double[] envelope = new double[windows];
    for (int w = 0; w < windows; w++) {
      envelope[w] = MorseCue.rms(Arrays.copyOfRange(samples, w * hop, (w + 1) * hop));
    }
    return envelope;
  }

  /** Lengths of silence, sound, silence and so on, in windows; the first is a silence. */
  private static List<Integer> runs(double[] envelope) {
    double peak = Arrays.stream(envelope).max().orElse(0);
    List<Integer> runs = new ArrayList<>();
    if (peak < FAINTEST) {
      return runs;
    }
    boolean sound = false;
    int length = 0;
    for (double level : envelope) {
      boolean loud = level >= CUT * peak;
      if (loud != sound) {
        runs.add(length);
        length = 0;
        sound = loud;
      }
      length++;
    }
    runs.add(length);
    return runs;
  }
}
