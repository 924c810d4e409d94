package io.colophon.provider.local.music;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Plays the chords of a piece, bar by bar, in the figure of its style. Used by one thread. */
final class Accompaniment {
  private static final int BEAT = Score.TICKS_PER_BEAT;
  private static final int EIGHTH = BEAT / 2;
  private static final int[][] BROKEN = {
    {0, 1, 2, 1, 0, 1, 2, 1}, {0, 2, 1, 2, 0, 2, 1, 2}, {0, 1, 2, 3, 2, 1, 2, 1}
  };

  private final Style style;
  private final Voicing voicing;
  private final int[] broken;
  private final int velocity;

  Accompaniment(Style style, RandomGenerator random) {
    this.style = style;
    Instrument player = style.harmony();
    int centre = Math.max(player.lowest + 7, Math.min(player.highest - 10, 58));
    this.voicing = new Voicing(style.key(), centre);
    this.broken = BROKEN[random.nextInt(BROKEN.length)];
    this.velocity = style.velocity() - 14;
  }

  /** One bar of a chord, from a tick on. */
  List<Note> bar(Chord chord, int start) {
    List<Integer> pitches = voicing.next(chord);
    List<Note> notes = new ArrayList<>();
    int beats = style.beatsPerBar();
    switch (style.figure()) {
      case HELD -> strike(notes, pitches, start, beats * BEAT, 0);
      case BROKEN -> broken(notes, pitches, start);
      case OFFBEAT -> {
        for (int beat = 1; beat < beats; beat += beats == 3 ? 1 : 2) {
          strike(notes, pitches, start + beat * BEAT, BEAT * 6 / 10, beat == 1 ? 2 : -4);
        }
      }
      case PULSE -> {
        for (int i = 0; i < beats * 2; i++) {
          strike(notes, pitches, start + i * EIGHTH, EIGHTH * 8 / 10, i % 2 == 0 ? 2 : -10);
        }
      }
      case COMPING -> {
        strike(notes, pitches, start, BEAT * 7 / 10, 0);
        strike(notes, pitches, start + BEAT + EIGHTH, BEAT * 6 / 10, 5);
        if (beats == 4) {
          strike(notes, pitches, start + 3 * BEAT + EIGHTH, EIGHTH * 8 / 10, -4);
        }
      }
    }
    return notes;
  }

  /** The last chord, spread from the bottom up and held. */
  List<Note> close(Chord chord, int start, int length) {
    List<Note> notes = new ArrayList<>();
    int spread = Math.min(BEAT / 8, length / 8);
    for (int pitch : voicing.next(chord)) {
      int delay = notes.size() * spread;
      notes.add(new Note(start + delay, length - delay, pitch, Velocity.limit(velocity)));
    }
    return notes;
  }

  private void broken(List<Note> notes, List<Integer> pitches, int start) {
    int slow = style.density() == 0 && style.beatsPerMinute() > 100 ? 2 : 1;
    int step = EIGHTH * slow;
    int count = style.beatsPerBar() * 2 / slow;
    for (int i = 0; i < count; i++) {
      int index = broken[style.beatsPerBar() == 3 && i == 4 ? 2 : i % broken.length];
      int pitch =
          index < pitches.size() ? pitches.get(index) : pitches.get(index - pitches.size()) + 12;
      // Strings and keys ring on into the next note.
      int length = style.harmony().sustained ? step : step * 2;
      notes.add(
          new Note(
              start + i * step,
              Math.min(length, (count - i) * step),
              pitch,
              Velocity.limit(velocity + (i == 0 ? 6 : i % 2 == 0 ? 0 : -5))));
    }
  }

  private void strike(List<Note> notes, List<Integer> pitches, int start, int length, int accent) {
    for (int pitch : pitches) {
      notes.add(new Note(start, length, pitch, Velocity.limit(velocity + accent)));
    }
  }
}
