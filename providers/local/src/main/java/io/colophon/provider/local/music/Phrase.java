package io.colophon.provider.local.music;

import java.util.List;

/**
 * Four bars of a piece as they were invented, to be heard again later.
 *
 * @param chords one to a bar
 * @param melody notes whose ticks count from the beginning of the phrase
 */
record Phrase(List<Chord> chords, List<Note> melody) {
  static final int BARS = 4;

  /** What a phrase does in the form. */
  enum Role {
    /** States the motif and ends open. */
    OPENING,
    /** Takes the motif up and closes on the tonic. */
    ANSWER,
    /** Brings another motif, higher, and leads back. */
    MIDDLE,
    /** Leads to the final chord. */
    LAST
  }

  Phrase {
    chords = List.copyOf(chords);
    melody = List.copyOf(melody);
  }
}
