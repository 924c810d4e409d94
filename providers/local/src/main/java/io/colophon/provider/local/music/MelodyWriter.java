package io.colophon.provider.local.music;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes melodies of four bars: the motif, the motif again on the next chord, something else made
 * of it, and a cadence. Notes on strong beats belong to the chord.
 */
final class MelodyWriter {
  private static final int EIGHTH = Score.TICKS_PER_BEAT / 2;

  private final Style style;
  private final RandomGenerator random;
  private final Ladder ladder;
  private final Motif first;
  private final Motif second;
  private final int eighthsPerBar;
  private int place;

  MelodyWriter(Style style, RandomGenerator random) {
    this.style = style;
    this.random = random;
    this.ladder = new Ladder(style);
    this.eighthsPerBar = style.beatsPerBar() * 2;
    this.first = Motif.invent(style.beatsPerBar(), style.density(), random);
    this.second =
        Motif.invent(style.beatsPerBar(), Math.min(2, style.density() + random.nextInt(2)), random);
  }

  /** Four bars over four chords. */
  List<Note> write(Phrase.Role role, List<Chord> chords) {
    Motif motif = role == Phrase.Role.MIDDLE ? second : first;
    int middle = ladder.size() / 2;
    int start = ladder.chordTone(role == Phrase.Role.MIDDLE ? middle + 3 : middle, chords.get(0));
    place = ladder.reflect(start);
    List<Note> notes = new ArrayList<>();
    bar(notes, 0, motif, chords.get(0));
    place = ladder.reflect(start + (role == Phrase.Role.ANSWER ? 1 : -1));
    bar(notes, 1, motif, chords.get(1));
    Motif varied = role == Phrase.Role.OPENING ? motif : motif.inverted();
    bar(notes, 2, varied, chords.get(2));
    cadence(notes, role, chords.get(3));
    return notes;
  }

  private void bar(List<Note> notes, int bar, Motif motif, Chord chord) {
    int at = 0;
    for (int i = 0; i < motif.rhythm().length; i++) {
      int wanted = ladder.reflect(place + motif.steps()[i]);
      boolean strong = at == 0 || (style.beatsPerBar() == 4 && at == eighthsPerBar / 2);
      place = strong ? ladder.chordTone(wanted, chord) : wanted;
      notes.add(note(bar, at, motif.rhythm()[i], chord));
      at += motif.rhythm()[i];
    }
  }

  /** Open on a note of the chord, closed on the tonic, or leaning on the note beside the tonic. */
  private void cadence(List<Note> notes, Phrase.Role role, Chord chord) {
    int[] rhythm = style.beatsPerBar() == 3 ? new int[] {2, 4} : new int[] {2, 2, 4};
    int goal = ladder.tonic(place);
    int end =
        switch (role) {
          case ANSWER -> goal;
          case OPENING, MIDDLE -> ladder.chordTone(place, chord);
          case LAST -> ladder.chordTone(ladder.reflect(goal + 1), chord);
        };
    int from = end + (place >= end ? rhythm.length - 1 : 1 - rhythm.length);
    int direction = Integer.signum(end - from);
    int at = 0;
    for (int i = 0; i < rhythm.length; i++) {
      int wanted = ladder.reflect(from + direction * i);
      place = i == rhythm.length - 1 ? end : i == 0 ? ladder.chordTone(wanted, chord) : wanted;
      notes.add(note(Phrase.BARS - 1, at, rhythm[i], chord));
      at += rhythm[i];
    }
  }

  private Note note(int bar, int atEighth, int eighths, Chord chord) {
    int start = (bar * eighthsPerBar + atEighth) * EIGHTH;
    int accent = atEighth == 0 ? 8 : atEighth % 2 == 0 ? 3 : 0;
    int arch = bar == 1 || bar == 2 ? 5 : 0;
    int velocity = style.velocity() + accent + arch + random.nextInt(-3, 4);
    int length = eighths * EIGHTH * 94 / 100;
    return new Note(start, length, ladder.pitch(place, chord), Velocity.limit(velocity));
  }

  /** The phrase heard again: some longer notes are led to the next one by a note between. */
  List<Note> ornament(Phrase phrase) {
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < phrase.melody().size(); i++) {
      Note note = phrase.melody().get(i);
      boolean last = i + 1 == phrase.melody().size();
      if (last || note.length() < Score.TICKS_PER_BEAT * 9 / 10 || random.nextInt(5) > 1) {
        notes.add(note);
        continue;
      }
      Note next = phrase.melody().get(i + 1);
      Chord chord = phrase.chords().get(note.start() / (eighthsPerBar * EIGHTH));
      int towards = next.pitch() >= note.pitch() ? 1 : -1;
      int between = ladder.reflect(ladder.nearest(next.pitch()) - towards);
      int turn = next.start() - EIGHTH;
      notes.add(new Note(note.start(), turn - note.start(), note.pitch(), note.velocity()));
      notes.add(
          new Note(
              turn,
              EIGHTH * 94 / 100,
              ladder.pitch(between, chord),
              Velocity.limit(note.velocity() - 6)));
    }
    return notes;
  }

  /** The tonic nearest to where the melody stands, for the final chord. */
  int finalPitch() {
    return ladder.pitch(ladder.tonic(place), Chord.triad(0));
  }
}
