package io.colophon.provider.local.music;

/**
 * From a tick on, how fast the piece goes.
 *
 * @param tick where it begins
 * @param beatsPerMinute above 0
 */
record Tempo(int tick, double beatsPerMinute) {

  /** Microseconds of one beat, as MIDI files say it. */
  int microsPerBeat() {
    return (int) Math.round(60e6 / beatsPerMinute);
  }
}
