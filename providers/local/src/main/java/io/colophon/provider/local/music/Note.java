package io.colophon.provider.local.music;

/**
 * One note of a part.
 *
 * @param start ticks from the beginning, see {@link Score#TICKS_PER_BEAT}
 * @param length ticks, at least 1
 * @param pitch MIDI key, 0 to 127; 60 is middle C; on the drum part the drum
 * @param velocity 1 to 127
 */
record Note(int start, int length, int pitch, int velocity) {
  Note {
    if (start < 0 || length < 1 || pitch < 0 || pitch > 127 || velocity < 1 || velocity > 127) {
      throw new IllegalArgumentException(
          "note of pitch " + pitch + ", velocity " + velocity + " at " + start + "+" + length);
    }
  }

  int end() {
    return start + length;
  }
}
