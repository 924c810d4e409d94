package io.colophon.labeling.audio;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.ShownLabel.SoundPlace;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is heard before or after a programme: a voice, a rhythm, or a voice and then the rhythm,
 * with silence around it so that both ends are heard as such. Lengths are those of the clip and of
 * {@link MorseCue}, whatever the rate.
 *
 * @param clip what is spoken; empty for the rhythm alone
 * @param rhythm whether the rhythm is heard
 * @param places at which ends
 */
record SoundCue(Optional<SpokenClip> clip, boolean rhythm, SoundPlace places) {
  static final String MORSE = "morse";
  static final String VOICE = "voice";
  static final String VOICE_AND_MORSE = "voice+morse";

  private static final String LETTERS = "AI";
  private static final int GAP_MILLIS = 500;

  /** Silence at the very end: a listener hears that the rhythm is over. */
  static final int TAIL_MILLIS = 400;

  private static final int LEAD_MILLIS = MorseCue.LEAD_MILLIS;

  private static final double QUIETEST_VOICE = 0.05;
  private static final double LOUDEST_PEAK = 0.9;
  private static final double VOICE_FOR_SILENCE = 0.1;

  static SoundCue of(ShownLabel shown) {
    return switch (shown.cue()) {
      case MORSE -> new SoundCue(Optional.empty(), true, shown.soundPlace());
      case SPOKEN_CHINESE ->
          new SoundCue(Optional.of(SpokenClip.CHINESE), false, shown.soundPlace());
      case SPOKEN_ENGLISH ->
          new SoundCue(Optional.of(SpokenClip.ENGLISH), false, shown.soundPlace());
      case SPOKEN_ENGLISH_AND_MORSE ->
          new SoundCue(Optional.of(SpokenClip.ENGLISH), true, shown.soundPlace());
    };
  }

  /** The cue that a label tells of; empty where the label is not of a sound. */
  static Optional<SoundCue> of(ExplicitLabel label) {
    SoundPlace place =
        switch (label.place()) {
          case "start" -> SoundPlace.START;
          case "end" -> SoundPlace.END;
          case "start+end" -> SoundPlace.START_AND_END;
          default -> null;
        };
    boolean rhythm = label.kind().equals(MORSE) || label.kind().equals(VOICE_AND_MORSE);
    Optional<SpokenClip> clip = SpokenClip.saying(label.text());
    boolean fits = label.kind().equals(MORSE) != clip.isPresent();
    return place == null || !fits || !rhythm && clip.isEmpty()
        ? Optional.empty()
        : Optional.of(new SoundCue(clip, rhythm, place));
  }

  /** The same with the rhythm alone, for what has notes and no samples. */
  SoundCue withoutVoice() {
    return new SoundCue(Optional.empty(), true, places);
  }

  boolean atStart() {
    return places != SoundPlace.END;
  }

  boolean atEnd() {
    return places != SoundPlace.START;
  }

  /** Length of what is heard, without the silence around it. */
  int heardMillis() {
    int millis = 0;
    if (clip.isPresent()) {
      millis += clip.get().millis();
    }
    if (rhythm) {
      millis += MorseCue.CUE_MILLIS;
    }
    return clip.isPresent() && rhythm ? millis + GAP_MILLIS : millis;
  }

  /** Where the rhythm begins, from the beginning of what is heard. */
  int rhythmMillis() {
    return heardMillis() - MorseCue.CUE_MILLIS;
  }

  /** Length of everything added before a programme. */
  int beforeMillis() {
    return LEAD_MILLIS + heardMillis() + MorseCue.PAUSE_MILLIS;
  }

  /** Length of everything added behind a programme. */
  int afterMillis() {
    return MorseCue.PAUSE_MILLIS + heardMillis() + TAIL_MILLIS;
  }

  /** What goes before a programme of this loudness, one channel; empty if nothing does. */
  float[] before(int rate, double rms) {
    return atStart() ? samples(rate, rms, LEAD_MILLIS, beforeMillis()) : new float[0];
  }

  /** What goes behind a programme of this loudness, one channel; empty if nothing does. */
  float[] after(int rate, double rms) {
    return atEnd() ? samples(rate, rms, MorseCue.PAUSE_MILLIS, afterMillis()) : new float[0];
  }

  private float[] samples(int rate, double rms, int silence, int total) {
    float[] all = new float[MorseCue.frames(rate, total)];
    int at = MorseCue.frames(rate, silence);
    if (clip.isPresent()) {
      float[] voice = clip.get().samples(rate);
      float gain = gain(voice, rate, rms);
      int room = Math.min(voice.length, all.length - at);
      for (int i = 0; i < room; i++) {
        all[at + i] = gain * voice[i];
      }
    }
    if (rhythm) {
      MorseCue.play(
          all, MorseCue.frames(rate, silence + rhythmMillis()), rate, MorseCue.level(rms));
    }
    return all;
  }

  /** As loud as the programme, within limits. */
  private static float gain(float[] voice, int rate, double rms) {
    Loudness own = new Loudness(rate, 1);
    own.add(voice);
    float peak = 0;
    for (float sample : voice) {
      peak = Math.max(peak, Math.abs(sample));
    }
    double wanted = rms <= 0 ? VOICE_FOR_SILENCE : Math.max(QUIETEST_VOICE, rms);
    return (float) Math.min(LOUDEST_PEAK / peak, wanted / own.rms());
  }

  /**
   * What is told of it.
   *
   * @param programmeMillis length of the programme, without what is added
   */
  ExplicitLabel label(long programmeMillis) {
    String kind = clip.isEmpty() ? MORSE : rhythm ? VOICE_AND_MORSE : VOICE;
    String place =
        switch (places) {
          case START -> "start";
          case END -> "end";
          case START_AND_END -> "start+end";
        };
    long start = atStart() ? LEAD_MILLIS : programmeMillis + MorseCue.PAUSE_MILLIS;
    return new ExplicitLabel(
        kind,
        clip.map(SpokenClip::words).orElse(LETTERS),
        place,
        OptionalDouble.empty(),
        OptionalLong.of(start),
        OptionalLong.of(heardMillis()));
  }
}
