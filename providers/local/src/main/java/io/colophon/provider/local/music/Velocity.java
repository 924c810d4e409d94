package io.colophon.provider.local.music;

/** Loudness of single notes, as MIDI counts it. */
final class Velocity {
  private Velocity() {}

  /** The nearest velocity that MIDI knows and that is still heard. */
  static int limit(int velocity) {
    return Math.max(20, Math.min(124, velocity));
  }

  /** The note louder or softer by a factor. */
  static Note scale(Note note, double factor) {
    int velocity = limit((int) Math.round(note.velocity() * factor));
    return new Note(note.start(), note.length(), note.pitch(), velocity);
  }
}
