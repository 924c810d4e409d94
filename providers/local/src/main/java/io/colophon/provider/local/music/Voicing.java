package io.colophon.provider.local.music;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sets chords as notes so that each voice moves as little as it can from chord to chord. Used by
 * one thread.
 */
final class Voicing {
  private final Key key;
  private final int centre;
  private List<Integer> before = List.of();

  /**
   * @param centre MIDI key around which the chords lie
   */
  Voicing(Key key, int centre) {
    this.key = key;
    this.centre = centre;
  }

  /** The chord's notes from low to high; a chord of two notes is filled up with its octave. */
  List<Integer> next(Chord chord) {
    List<Integer> classes = chord.pitchClasses(key);
    List<Integer> best = List.of();
    double bestCost = Double.MAX_VALUE;
    for (int inversion = 0; inversion < classes.size(); inversion++) {
      List<Integer> turned = new ArrayList<>(classes);
      Collections.rotate(turned, -inversion);
      for (int bottom = centre - 12; bottom <= centre + 4; bottom++) {
        if (Math.floorMod(bottom, 12) == turned.get(0)) {
          List<Integer> notes = stack(turned, bottom);
          double cost = movement(notes) + 0.7 * Math.abs(mean(notes) - centre);
          if (cost < bestCost) {
            bestCost = cost;
            best = notes;
          }
        }
      }
    }
    before = best;
    return best;
  }

  private static List<Integer> stack(List<Integer> classes, int bottom) {
    List<Integer> notes = new ArrayList<>();
    int note = bottom;
    for (int pitchClass : classes) {
      note += Math.floorMod(pitchClass - note, 12);
      notes.add(note);
    }
    if (notes.size() < 3) {
      notes.add(bottom + 12);
    }
    return List.copyOf(notes);
  }

  private double movement(List<Integer> notes) {
    double sum = 0;
    for (int i = 0; i < Math.min(notes.size(), before.size()); i++) {
      sum += Math.abs(notes.get(i) - before.get(i));
    }
    return sum;
  }

  private static double mean(List<Integer> notes) {
    return notes.stream().mapToInt(Integer::intValue).average().orElse(0);
  }
}
