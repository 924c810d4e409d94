package io.colophon.provider.local.music;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Fills a form with notes for every player. Used once, by one thread. */
final class Arrangement {
  /** The last bar before the final chord slows down to this share of the tempo. */
  private static final double RITARDANDO = 0.9;

  private final Style style;
  private final Form form;
  private final double bpm;
  private final int barTicks;
  private final Harmony harmony;
  private final MelodyWriter melodyWriter;
  private final Accompaniment accompaniment;
  private final Voicing padVoicing;
  private final BassLine bassLine;
  private final DrumLine drumLine;
  private final Map<Phrase.Role, Phrase> invented = new EnumMap<>(Phrase.Role.class);

  private final List<Note> melody = new ArrayList<>();
  private final List<Note> chords = new ArrayList<>();
  private final List<Note> pad = new ArrayList<>();
  private final List<Note> bass = new ArrayList<>();
  private final List<Note> drums = new ArrayList<>();

  Arrangement(Style style, Form form, double bpm, RandomGenerator random) {
    this.style = style;
    this.form = form;
    this.bpm = bpm;
    this.barTicks = style.beatsPerBar() * Score.TICKS_PER_BEAT;
    this.harmony = new Harmony(style, random);
    this.melodyWriter = new MelodyWriter(style, random);
    this.accompaniment = new Accompaniment(style, random);
    this.padVoicing = new Voicing(style.key(), 62);
    this.bassLine = new BassLine(style);
    this.drumLine = new DrumLine(style);
  }

  /** The whole score; it lasts exactly so long. */
  Score write(Duration length) {
    int tick = 0;
    for (int bar = 0; bar < form.introBars(); bar++) {
      Chord chord = Chord.triad(bar == form.introBars() - 1 && bar > 0 ? 4 : 0);
      playBar(chord, chord, tick, 0.85, false);
      tick += barTicks;
    }
    for (int i = 0; i < form.phrases().size(); i++) {
      tick = playPhrase(i, tick);
    }
    List<Tempo> tempos = tempos(tick);
    int end = closeAt(tick, tempos, length);
    return new Score(style.key(), style.beatsPerBar(), tempos, parts(), end, length.toMillis());
  }

  private int playPhrase(int index, int start) {
    Phrase.Role role = form.phrases().get(index);
    boolean heardBefore = invented.containsKey(role);
    Phrase phrase = invented.computeIfAbsent(role, this::invent);
    double intensity = intensity(role, index);
    int cut = form.cutBars() * barTicks;
    for (Note note : heardBefore ? melodyWriter.ornament(phrase) : phrase.melody()) {
      if (note.start() >= cut) {
        Note moved =
            new Note(start + note.start() - cut, note.length(), note.pitch(), note.velocity());
        melody.add(Velocity.scale(swing(moved), intensity));
      }
    }
    boolean drumsPlay = index > 0 || form.phrases().size() < 3;
    int tick = start;
    for (int bar = form.cutBars(); bar < Phrase.BARS; bar++) {
      boolean lastBar = bar == Phrase.BARS - 1;
      Chord chord = phrase.chords().get(bar);
      Chord next = lastBar ? Chord.triad(0) : phrase.chords().get(bar + 1);
      playBar(chord, next, tick, intensity, drumsPlay);
      if (drumsPlay && !drumLine.isSilent()) {
        drumLine.bar(tick, lastBar).forEach(n -> drums.add(Velocity.scale(swing(n), intensity)));
      }
      tick += barTicks;
    }
    return tick;
  }

  private Phrase invent(Phrase.Role role) {
    List<Chord> progression = harmony.phrase(role);
    return new Phrase(progression, melodyWriter.write(role, progression));
  }

  private void playBar(Chord chord, Chord next, int tick, double intensity, boolean padPlays) {
    accompaniment
        .bar(chord, tick)
        .forEach(note -> chords.add(Velocity.scale(swing(note), intensity)));
    bassLine
        .bar(chord, next, tick)
        .forEach(note -> bass.add(Velocity.scale(swing(note), intensity)));
    if (style.pad().isPresent() && (padPlays || form.introBars() > 0)) {
      for (int pitch : padVoicing.next(chord)) {
        Note note = new Note(tick, barTicks, pitch, Velocity.limit(style.velocity() - 22));
        pad.add(Velocity.scale(note, intensity));
      }
    }
  }

  /** Pieces with much energy grow to the end; the middle is always the loudest of its round. */
  private double intensity(Phrase.Role role, int index) {
    double byRole =
        switch (role) {
          case OPENING -> 0.9;
          case ANSWER -> 0.96;
          case MIDDLE -> 1.06;
          case LAST -> style.velocity() > 80 ? 1.06 : 0.92;
        };
    double growth =
        style.velocity() > 80 ? 0.1 * index / Math.max(1, form.phrases().size() - 1) : 0;
    return byRole + growth;
  }

  private List<Tempo> tempos(int closeTick) {
    boolean slowsDown =
        form.bars() >= 2 * Phrase.BARS && style.drums() != Figure.Drums.FOUR_TO_THE_FLOOR;
    List<Tempo> tempos = new ArrayList<>();
    tempos.add(new Tempo(0, bpm));
    if (slowsDown) {
      tempos.add(new Tempo(closeTick - barTicks, bpm * RITARDANDO));
    }
    return tempos;
  }

  /** Writes the final chord from a tick to the end, and says where that is. */
  private int closeAt(int tick, List<Tempo> tempos, Duration length) {
    Tempo last = tempos.get(tempos.size() - 1);
    double before = 0;
    for (int i = 0; i < tempos.size(); i++) {
      int to = i + 1 < tempos.size() ? tempos.get(i + 1).tick() : tick;
      before += (double) (to - tempos.get(i).tick()) * tempos.get(i).microsPerBeat();
    }
    double left = length.toNanos() / 1000.0 - before / Score.TICKS_PER_BEAT;
    int ticks = Math.max(120, (int) (left * Score.TICKS_PER_BEAT / last.microsPerBeat()));
    Chord tonic = style.pentatonic() ? new Chord(0, 2) : Chord.triad(0);
    int velocity = Velocity.limit(style.velocity() + 2);
    melody.add(new Note(tick, ticks, melodyWriter.finalPitch(), velocity));
    chords.addAll(accompaniment.close(tonic, tick, ticks));
    bass.add(bassLine.close(tick, ticks));
    if (style.pad().isPresent()) {
      for (int pitch : padVoicing.next(tonic)) {
        pad.add(new Note(tick, ticks, pitch, Velocity.limit(style.velocity() - 22)));
      }
    }
    if (!drumLine.isSilent()) {
      drums.addAll(drumLine.close(tick));
    }
    return tick + ticks;
  }

  /** In jazz the second eighth of a beat comes late. */
  private Note swing(Note note) {
    boolean offBeat = note.start() % Score.TICKS_PER_BEAT == Score.TICKS_PER_BEAT / 2;
    if (style.genre() != Genre.JAZZ || !offBeat) {
      return note;
    }
    int late = Score.TICKS_PER_BEAT / 6;
    return new Note(
        note.start() + late, Math.max(60, note.length() - late), note.pitch(), note.velocity());
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(part("melody", 0, style.lead(), 100, 58, melody));
    parts.add(part("chords", 1, style.harmony(), 76, 78, chords));
    style.pad().ifPresent(player -> parts.add(part("pad", 2, player, 62, 40, pad)));
    parts.add(part("bass", 3, style.bass(), 88, 64, bass));
    if (!drumLine.isSilent()) {
      parts.add(new Part("drums", Part.DRUM_CHANNEL, 0, 84, 64, false, drums));
    }
    return parts;
  }

  private static Part part(
      String name, int channel, Instrument player, int share, int pan, List<Note> notes) {
    return new Part(
        name,
        channel,
        player.program,
        Math.min(127, player.volume * share / 100),
        pan,
        player.sustained,
        notes);
  }
}
