package io.colophon.provider.local.music;

import java.util.List;
import java.util.Optional;

/**
 * Who plays what.
 *
 * @param pad held chords in the background; empty for none
 */
record Ensemble(Instrument lead, Instrument harmony, Optional<Instrument> pad, Instrument bass) {

  /** Seats the instruments that the brief names, first the melody; the genre fills the rest. */
  static Ensemble of(MusicBrief brief, Genre genre, Mood mood) {
    Instrument bass =
        brief.instruments().stream().filter(Instrument::isBass).findFirst().orElse(bass(genre));
    List<Instrument> named =
        brief.instruments().stream().filter(instrument -> !instrument.isBass()).toList();
    if (named.isEmpty()) {
      Instrument lead = mood == Mood.EPIC ? Instrument.HORN : genre.lead;
      Instrument harmony = mood == Mood.EPIC ? Instrument.STRINGS : genre.harmony;
      Optional<Instrument> pad =
          switch (mood) {
            case EPIC -> Optional.of(Instrument.CHOIR);
            case DREAMY -> Optional.of(Instrument.PAD);
            case SAD, ROMANTIC ->
                genre == Genre.POP ? Optional.of(Instrument.STRINGS) : Optional.empty();
            default -> Optional.empty();
          };
      return new Ensemble(lead, harmony, pad.filter(p -> p != harmony), bass);
    }
    if (named.size() == 1) {
      Instrument only = named.get(0);
      boolean playsBoth = !only.sustained || only == Instrument.STRINGS || only == Instrument.ORGAN;
      return new Ensemble(
          only, playsBoth ? only : genre.harmony, Optional.empty(), bassFor(only, bass));
    }
    Instrument harmony =
        named.stream().skip(1).filter(i -> !i.sustained).findFirst().orElse(named.get(1));
    Optional<Instrument> pad =
        named.stream().skip(1).filter(i -> i != harmony && i.sustained).findFirst();
    return new Ensemble(named.get(0), harmony, pad, bass);
  }

  private static Instrument bass(Genre genre) {
    return switch (genre) {
      case JAZZ, CLASSICAL, WALTZ, MARCH, FOLK -> Instrument.DOUBLE_BASS;
      case ELECTRONIC -> Instrument.SYNTH_BASS;
      case ROCK, POP -> Instrument.BASS_GUITAR;
      case LULLABY, AMBIENT, GUFENG -> Instrument.CELLO;
    };
  }

  /** A solo keyboard or harp has its own low strings. */
  private static Instrument bassFor(Instrument only, Instrument bass) {
    return switch (only) {
      case PIANO, HARP, GUITAR, KOTO, ORGAN -> only;
      default -> bass;
    };
  }
}
