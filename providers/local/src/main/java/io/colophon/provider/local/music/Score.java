package io.colophon.provider.local.music;

import java.util.List;

/**
 * A composed piece.
 *
 * @param key tonic and mode
 * @param beatsPerBar 3 or 4, quarter notes
 * @param tempos the first at tick 0, in order
 * @param parts the melody first
 * @param ticks where the last note ends
 * @param millis how long it lasts, the ringing of the last chord included
 */
record Score(
    Key key, int beatsPerBar, List<Tempo> tempos, List<Part> parts, int ticks, long millis) {
  /** Resolution of a quarter note. */
  static final int TICKS_PER_BEAT = 480;

  Score {
    tempos = List.copyOf(tempos);
    parts = List.copyOf(parts);
    if (tempos.isEmpty() || tempos.get(0).tick() != 0) {
      throw new IllegalArgumentException("a score needs a tempo at tick 0");
    }
  }

  /** When a tick is reached, in microseconds from the beginning. */
  long micros(int tick) {
    double micros = 0;
    for (int i = 0; i < tempos.size(); i++) {
      int from = tempos.get(i).tick();
      if (tick <= from) {
        break;
      }
      int to = i + 1 < tempos.size() ? Math.min(tick, tempos.get(i + 1).tick()) : tick;
      micros += (double) (to - from) * tempos.get(i).microsPerBeat() / TICKS_PER_BEAT;
    }
    return Math.round(micros);
  }

  /** Notes of all parts. */
  long noteCount() {
    return parts.stream().mapToLong(part -> part.notes().size()).sum();
  }
}
