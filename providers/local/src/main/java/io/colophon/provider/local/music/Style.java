package io.colophon.provider.local.music;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Every choice about a piece but its notes: what the brief asks, and for the rest what fits.
 *
 * @param pentatonic melodies use five notes of the scale
 * @param velocity MIDI velocity around which notes lie
 * @param density 0 few notes to a bar, 2 many
 * @param pad held chords in the background; empty for none
 */
record Style(
    Genre genre,
    Mood mood,
    Key key,
    double beatsPerMinute,
    int beatsPerBar,
    boolean pentatonic,
    int velocity,
    int density,
    Instrument lead,
    Instrument harmony,
    Optional<Instrument> pad,
    Instrument bass,
    Figure figure,
    Figure.Bass bassFigure,
    Figure.Drums drums) {
  private static final int[] MINOR_TONICS = {9, 2, 4, 0, 7, 11};
  private static final int[] MAJOR_TONICS = {0, 7, 2, 5, 10, 9};

  /** Decides what the brief leaves open. */
  static Style of(MusicBrief brief, RandomGenerator random) {
    Genre genre = brief.genre().orElseGet(() -> genreOf(brief));
    Mood mood = brief.mood().orElse(genre.usualMood);
    boolean pentatonic = genre == Genre.GUFENG;
    Key key = key(brief, mood, random);
    Ensemble ensemble = Ensemble.of(brief, genre, mood);
    return new Style(
        genre,
        mood,
        key,
        tempo(brief, mood, random),
        genre.beatsPerBar,
        pentatonic,
        mood.velocity,
        genre == Genre.AMBIENT ? 0 : mood.density,
        ensemble.lead(),
        ensemble.harmony(),
        ensemble.pad(),
        ensemble.bass(),
        genre == Genre.POP && mood == Mood.TENSE ? Figure.PULSE : genre.figure,
        mood == Mood.EPIC ? Figure.Bass.EIGHTHS : genre.bass,
        drums(brief, genre, mood));
  }

  /** Instruments of China suggest music of China. */
  private static Genre genreOf(MusicBrief brief) {
    boolean chinese =
        brief.instruments().stream()
            .anyMatch(
                instrument ->
                    switch (instrument) {
                      case KOTO, PIPA, ERHU, XIAO -> true;
                      default -> false;
                    });
    return chinese ? Genre.GUFENG : Genre.POP;
  }

  private static Key key(MusicBrief brief, Mood mood, RandomGenerator random) {
    boolean minor = brief.minor().orElse(mood.minor);
    int[] tonics = minor ? MINOR_TONICS : MAJOR_TONICS;
    Key chosen = new Key(tonics[random.nextInt(tonics.length)], minor);
    return brief.key().orElse(chosen);
  }

  private static double tempo(MusicBrief brief, Mood mood, RandomGenerator random) {
    int between = random.nextInt(mood.slowestBpm, mood.fastestBpm + 1);
    if (brief.beatsPerMinute().isPresent()) {
      return brief.beatsPerMinute().getAsInt();
    }
    double bpm =
        switch (brief.pace()) {
          case 2 -> Math.max(160, between * 1.3);
          case 1 -> Math.max(124, between * 1.15);
          case -1 -> Math.min(72, between * 0.85);
          case -2 -> Math.min(54, between * 0.75);
          default -> between;
        };
    return Math.max(MusicBrief.SLOWEST, Math.min(MusicBrief.FASTEST, Math.rint(bpm)));
  }

  private static Figure.Drums drums(MusicBrief brief, Genre genre, Mood mood) {
    if (!brief.drums().orElse(true)) {
      return Figure.Drums.NONE;
    }
    if (mood == Mood.EPIC && genre.drums != Figure.Drums.MARCH) {
      return Figure.Drums.WAR;
    }
    boolean tooSoft = mood.velocity < 70 && genre.drums == Figure.Drums.SOFT;
    boolean wanted = brief.drums().isPresent();
    if (genre.drums == Figure.Drums.NONE || tooSoft) {
      return wanted ? Figure.Drums.SOFT : Figure.Drums.NONE;
    }
    return genre.drums;
  }
}
