package io.colophon.labeling.audio;

import java.util.Arrays;
import java.util.Optional;

/**
 * Hears whether a finished sound has its cue: the rhythm by its runs of sound and silence, a voice
 * by how much it is like the clip (normalised cross-correlation at 4 kHz).
 */
final class CueListener {
  private static final int RATE = 4000;

  /** So much of the silence before the cue at the end belongs to what is listened to. */
  private static final int BEFORE_END_MILLIS = 300;

  /** Coders add up to a tenth of a second of their own at either end. */
  private static final int SLACK_MILLIS = 150;

  /** An unrelated voice reaches less than a third of this; a clip at 96 kbit/s 0.9 and more. */
  private static final double LIKENESS = 0.7;

  private CueListener() {}

  /** What is wrong; empty when the cue is heard wherever it should be. */
  static Optional<String> missing(SoundCue cue, float[] start, float[] end, int rate) {
    Optional<String> missing = Optional.empty();
    if (cue.atStart()) {
      missing =
          missing(cue, start, MorseCue.LEAD_MILLIS, rate).map(what -> "at the start: " + what);
    }
    if (missing.isEmpty() && cue.atEnd()) {
      missing = missing(cue, end, BEFORE_END_MILLIS, rate).map(what -> "at the end: " + what);
    }
    return missing;
  }

  /** So much of the start is needed. */
  static int startMillis(SoundCue cue) {
    return MorseCue.LEAD_MILLIS + cue.heardMillis() + 400;
  }

  /** So much of the end is needed: without most of the silence that parts it from the programme. */
  static int endMillis(SoundCue cue) {
    return BEFORE_END_MILLIS + cue.heardMillis() + SoundCue.TAIL_MILLIS;
  }

  private static Optional<String> missing(SoundCue cue, float[] window, int at, int rate) {
    if (cue.clip().isPresent()) {
      double likeness = likeness(cue.clip().get(), window, at, rate);
      if (likeness < LIKENESS) {
        return Optional.of(
            String.format(
                java.util.Locale.ROOT,
                "the voice is not heard, likeness %.2f, expected at least %.2f",
                likeness,
                LIKENESS));
      }
    }
    if (!cue.rhythm()) {
      return Optional.empty();
    }
    // The detector wants silence first: all but a little of what comes before is cut off.
    int cut = Math.max(0, at + cue.rhythmMillis() - MorseCue.LEAD_MILLIS);
    int from = Math.min(window.length, MorseCue.frames(rate, cut));
    return MorseDetector.missing(Arrays.copyOfRange(window, from, window.length), rate);
  }

  /** The best likeness near a place, 0 to 1. */
  static double likeness(SpokenClip clip, float[] window, int atMillis, int rate) {
    float[] heard = Resampler.resampled(window, rate, RATE);
    float[] said = clip.samples(RATE);
    int first = Math.max(0, MorseCue.frames(RATE, atMillis - SLACK_MILLIS));
    int last = Math.min(heard.length - said.length, MorseCue.frames(RATE, atMillis + SLACK_MILLIS));
    double own = power(said, 0, said.length);
    double there = first <= last ? power(heard, first, said.length) : 0;
    double best = 0;
    for (int at = first; at <= last; at++) {
      float sum = 0;
      for (int i = 0; i < said.length; i++) {
        sum += said[i] * heard[at + i];
      }
      best = Math.max(best, there <= 0 ? 0 : sum / Math.sqrt(own * there));
      double gone = heard[at];
      double come = at + said.length < heard.length ? heard[at + said.length] : 0;
      there += come * come - gone * gone;
    }
    return best;
  }

  private static double power(float[] samples, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return sum;
  }
}
