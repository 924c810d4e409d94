package io.colophon.provider.local.music;

import java.util.ArrayList;
import java.util.List;

/** Plays the roots of a piece, and the ways between them. */
final class BassLine {
  private static final int BEAT = Score.TICKS_PER_BEAT;

  private final Style style;
  private final int lowest;
  private final int velocity;

  BassLine(Style style) {
    this.style = style;
    this.lowest = style.bass().isBass() ? 29 : 36;
    this.velocity = style.velocity() - 4;
  }

  /** One bar, on the way to the next chord. */
  List<Note> bar(Chord chord, Chord next, int start) {
    int root = root(chord);
    int fifth = root + 7;
    int beats = style.beatsPerBar();
    List<Note> notes = new ArrayList<>();
    switch (style.bassFigure()) {
      case LONG -> note(notes, start, beats * BEAT, root, 0);
      case ROOT_FIFTH -> {
        note(notes, start, 2 * BEAT, root, 4);
        if (beats == 4) {
          note(notes, start + 2 * BEAT, 2 * BEAT, fifth, -2);
        }
      }
      case EIGHTHS -> {
        for (int i = 0; i < beats * 2; i++) {
          note(notes, start + i * BEAT / 2, BEAT / 2, root, i % 2 == 0 ? 2 : -8);
        }
      }
      case WALKING -> {
        int goal = nearest(root(next), root);
        int third = root + Math.floorMod(chord.pitchClasses(style.key()).get(1) - root, 12);
        int[] line = {root, third, fifth, goal + (goal > root + 4 ? -1 : 1)};
        for (int beat = 0; beat < beats; beat++) {
          note(notes, start + beat * BEAT, BEAT, line[beat], beat == 0 ? 4 : 0);
        }
      }
    }
    return notes;
  }

  /** The root of the last chord, held. */
  Note close(int start, int length) {
    return new Note(start, length, root(Chord.triad(0)), Velocity.limit(velocity));
  }

  private int root(Chord chord) {
    int pitchClass = chord.pitchClasses(style.key()).get(0);
    return lowest + Math.floorMod(pitchClass - lowest, 12);
  }

  private static int nearest(int pitch, int to) {
    return pitch + 12 * Math.floorDiv(to - pitch + 6, 12);
  }

  private void note(List<Note> notes, int start, int length, int pitch, int accent) {
    notes.add(new Note(start, length * 92 / 100, pitch, Velocity.limit(velocity + accent)));
  }
}
