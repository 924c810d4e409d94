package io.colophon.provider.local.music;

import java.util.ArrayList;
import java.util.List;

/**
 * A chord of a key, built of thirds on a degree of its scale.
 *
 * @param degree 0 is the tonic, 4 the dominant
 * @param size 2 root and fifth, 3 a triad, 4 with the seventh
 */
record Chord(int degree, int size) {

  static Chord triad(int degree) {
    return new Chord(degree, 3);
  }

  /** Pitch classes from the root up. The dominant of a minor key has the leading note. */
  List<Integer> pitchClasses(Key key) {
    List<Integer> classes = new ArrayList<>();
    int[] steps = size == 2 ? new int[] {0, 4} : new int[] {0, 2, 4, 6};
    for (int i = 0; i < Math.min(size, steps.length); i++) {
      int semitones = key.semitones(degree + steps[i]);
      if (raisesLeadingNote(key) && Math.floorMod(degree + steps[i], 7) == 6) {
        semitones++;
      }
      classes.add(Math.floorMod(key.tonic() + semitones, 12));
    }
    return classes;
  }

  /** Whether the seventh degree of the scale stands a semitone higher while this chord sounds. */
  boolean raisesLeadingNote(Key key) {
    return key.minor() && degree == 4 && size > 2;
  }
}
