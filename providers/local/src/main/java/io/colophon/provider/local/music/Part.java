package io.colophon.provider.local.music;

import java.util.List;

/**
 * What one player plays.
 *
 * @param name what it does in the piece, for instance {@code melody}
 * @param channel MIDI channel from 0; {@value #DRUM_CHANNEL} is the drums
 * @param program General MIDI program from 0; of no meaning for the drums
 * @param volume MIDI channel volume, 0 to 127
 * @param pan 0 left, 64 centre, 127 right
 * @param sustained whether its notes sound on while held, rather than die away
 * @param notes in order of their start
 */
record Part(
    String name,
    int channel,
    int program,
    int volume,
    int pan,
    boolean sustained,
    List<Note> notes) {
  static final int DRUM_CHANNEL = 9;

  Part {
    notes =
        notes.stream()
            .sorted(java.util.Comparator.comparingInt(Note::start).thenComparingInt(Note::pitch))
            .toList();
  }
}
