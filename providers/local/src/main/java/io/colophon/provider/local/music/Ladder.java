package io.colophon.provider.local.music;

import java.util.ArrayList;
import java.util.List;

/**
 * The notes that a melody may use, from low to high; places on it are counted from 0. Immutable.
 */
final class Ladder {
  private static final int[] MAJOR_FIVE = {0, 1, 2, 4, 5};
  private static final int[] MINOR_FIVE = {0, 2, 3, 4, 6};
  private static final int[] SEVEN = {0, 1, 2, 3, 4, 5, 6};

  /** A melody keeps within this many semitones, as voices do. */
  private static final int SPAN = 19;

  private final Key key;
  private final List<Integer> pitches;

  Ladder(Style style) {
    this.key = style.key();
    Instrument lead = style.lead();
    int room = Math.max(0, lead.highest - lead.lowest - SPAN);
    int lowest = lead.lowest + room / 2;
    int highest = Math.min(lead.highest, lowest + SPAN);
    int[] degrees = style.pentatonic() ? (key.minor() ? MINOR_FIVE : MAJOR_FIVE) : SEVEN;
    List<Integer> found = new ArrayList<>();
    for (int octave = 0; octave < 11; octave++) {
      for (int degree : degrees) {
        int pitch = key.tonic() + key.semitones(degree + 7 * octave);
        if (pitch >= lowest && pitch <= highest) {
          found.add(pitch);
        }
      }
    }
    pitches = List.copyOf(found);
  }

  int size() {
    return pitches.size();
  }

  /** The place itself if it is on the ladder; otherwise mirrored at the end that it overshot. */
  int reflect(int place) {
    int top = pitches.size() - 1;
    int folded = place < 0 ? -place : place > top ? 2 * top - place : place;
    return Math.max(0, Math.min(top, folded));
  }

  /** MIDI key of a place while a chord sounds. */
  int pitch(int place, Chord chord) {
    int pitch = pitches.get(place);
    boolean leading = Math.floorMod(pitch - key.tonic(), 12) == Math.floorMod(key.semitones(6), 12);
    return leading && chord.raisesLeadingNote(key) ? pitch + 1 : pitch;
  }

  /** The nearest place that belongs to the chord; the place itself where none is near. */
  int chordTone(int place, Chord chord) {
    List<Integer> classes = chord.pitchClasses(key);
    for (int distance = 0; distance <= 4; distance++) {
      for (int candidate : new int[] {place - distance, place + distance}) {
        if (candidate >= 0
            && candidate < size()
            && classes.contains(Math.floorMod(pitch(candidate, chord), 12))) {
          return candidate;
        }
      }
    }
    return place;
  }

  /** The nearest place of the tonic. */
  int tonic(int place) {
    return chordTone(place, new Chord(0, 1));
  }

  /** The place whose pitch is nearest. */
  int nearest(int pitch) {
    int best = 0;
    for (int i = 1; i < size(); i++) {
      if (Math.abs(pitches.get(i) - pitch) < Math.abs(pitches.get(best) - pitch)) {
        best = i;
      }
    }
    return best;
  }
}
