package io.colophon.provider.local.music;

import java.util.ArrayList;
import java.util.List;

/** Plays the drums, by the General MIDI percussion map. */
final class DrumLine {
  private static final int BEAT = Score.TICKS_PER_BEAT;
  private static final int KICK = 36;
  private static final int STICK = 37;
  private static final int SNARE = 38;
  private static final int LOW_TOM = 41;
  private static final int CLOSED_HAT = 42;
  private static final int MID_TOM = 47;
  private static final int CRASH = 49;
  private static final int RIDE = 51;

  private final Figure.Drums drums;
  private final int beats;
  private final int velocity;

  DrumLine(Style style) {
    this.drums = style.drums();
    this.beats = style.beatsPerBar();
    this.velocity = style.velocity() - 6;
  }

  boolean isSilent() {
    return drums == Figure.Drums.NONE;
  }

  /**
   * One bar.
   *
   * @param fill whether the bar leads into a new phrase
   */
  List<Note> bar(int start, boolean fill) {
    List<Note> notes = new ArrayList<>();
    int body = fill ? beats - 1 : beats;
    for (int beat = 0; beat < body; beat++) {
      int at = start + beat * BEAT;
      switch (drums) {
        case NONE -> {}
        case SOFT -> {
          hit(notes, at, beat % 2 == 0 ? KICK : STICK, -6);
          eighths(notes, at, CLOSED_HAT, -22);
        }
        case ROCK -> {
          hit(notes, at, beat % 2 == 0 ? KICK : SNARE, 4);
          if (beat == 2) {
            hit(notes, at + BEAT / 2, KICK, -4);
          }
          eighths(notes, at, CLOSED_HAT, -14);
        }
        case FOUR_TO_THE_FLOOR -> {
          hit(notes, at, KICK, 6);
          hit(notes, at + BEAT / 2, CLOSED_HAT, -10);
          if (beat % 2 == 1) {
            hit(notes, at, SNARE, -6);
          }
        }
        case SWING -> {
          hit(notes, at, RIDE, -14);
          if (beat % 2 == 1) {
            hit(notes, at + BEAT / 2, RIDE, -22);
            hit(notes, at, STICK, -20);
          }
        }
        case MARCH -> {
          hit(notes, at, beat % 2 == 0 ? KICK : SNARE, 2);
          hit(notes, at + BEAT / 2, SNARE, -14);
          hit(notes, at + BEAT * 3 / 4, SNARE, -20);
        }
        case WAR -> {
          hit(notes, at, beat == 0 ? LOW_TOM : MID_TOM, beat == 0 ? 8 : -8);
          if (beat == beats - 1) {
            hit(notes, at + BEAT / 2, LOW_TOM, -4);
          }
        }
      }
    }
    if (fill) {
      fill(notes, start + body * BEAT);
    }
    return notes;
  }

  /** The stroke of the last chord. */
  List<Note> close(int start) {
    List<Note> notes = new ArrayList<>();
    if (drums != Figure.Drums.SOFT) {
      hit(notes, start, CRASH, 0);
    }
    hit(notes, start, KICK, 2);
    return notes;
  }

  private void fill(List<Note> notes, int start) {
    int drum = drums == Figure.Drums.SWING || drums == Figure.Drums.MARCH ? SNARE : MID_TOM;
    int strokes = drums == Figure.Drums.SOFT ? 2 : 4;
    for (int i = 0; i < strokes; i++) {
      hit(notes, start + i * BEAT / strokes, i < strokes / 2 ? SNARE : drum, i * 3 - 10);
    }
  }

  private void eighths(List<Note> notes, int at, int drum, int accent) {
    hit(notes, at, drum, accent);
    hit(notes, at + BEAT / 2, drum, accent - 6);
  }

  private void hit(List<Note> notes, int at, int drum, int accent) {
    notes.add(new Note(at, BEAT / 8, drum, Velocity.limit(velocity + accent)));
  }
}
