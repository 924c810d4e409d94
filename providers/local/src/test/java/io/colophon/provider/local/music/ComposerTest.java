package io.colophon.provider.local.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ComposerTest {
  private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

  @Test
  void compose_sameSeed_givesTheSameScore() {
    assertThat(compose("epic march", 5)).isEqualTo(compose("epic march", 5));
  }

  @Test
  void compose_otherSeed_givesAnotherMelody() {
    Set<List<Integer>> melodies = new HashSet<>();
    for (int seed = 0; seed < 10; seed++) {
      melodies.add(pitches(compose("calm piano in C major, 90 bpm", seed).parts().get(0)));
    }
    assertThat(melodies).hasSizeGreaterThan(8);
  }

  @Test
  void compose_askedTempo_isKeptToTheBeat() {
    Score score = compose("happy song, 120 bpm", 1);
    assertThat(score.tempos().get(0).microsPerBeat()).isEqualTo(500_000);
  }

  @Test
  void compose_slowAndFast_differAsTheWordsSay() {
    double slow = compose("slow calm piano", 3).tempos().get(0).beatsPerMinute();
    double fast = compose("fast happy piano", 3).tempos().get(0).beatsPerMinute();
    assertThat(slow).isLessThan(78);
    assertThat(fast).isGreaterThan(114);
  }

  @ParameterizedTest
  @CsvSource({"D minor, 2, true", "F# major, 6, false", "C大调, 0, false", "降E小调, 3, true"})
  void compose_askedKey_isKeptByEveryMelodyNote(String prompt, int tonic, boolean minor) {
    for (int seed = 0; seed < 8; seed++) {
      Score score = compose(prompt, seed);
      assertThat(score.key()).isEqualTo(new Key(tonic, minor));
      Set<Integer> scale = new HashSet<>();
      for (int degree = 0; degree < 7; degree++) {
        scale.add((tonic + score.key().semitones(degree)) % 12);
      }
      if (minor) {
        scale.add((tonic + 11) % 12);
      }
      assertThat(score.parts().get(0).notes()).allMatch(note -> scale.contains(note.pitch() % 12));
    }
  }

  @ParameterizedTest
  @EnumSource(Genre.class)
  void compose_anyGenre_endsOnTheTonicInMelodyAndBass(Genre genre) {
    for (int seed = 0; seed < 8; seed++) {
      Score score = Composer.compose(brief(genre), HALF_MINUTE, seed);
      int tonic = score.key().tonic();
      assertThat(last(part(score, "melody")).pitch() % 12).isEqualTo(tonic);
      assertThat(last(part(score, "bass")).pitch() % 12).isEqualTo(tonic);
      int close = last(part(score, "melody")).start();
      Set<Integer> chord =
          part(score, "chords").notes().stream()
              .filter(note -> note.start() >= close)
              .map(note -> Math.floorMod(note.pitch() - tonic, 12))
              .collect(Collectors.toSet());
      assertThat(Set.of(0, 3, 4, 7)).containsAll(chord);
    }
  }

  @ParameterizedTest
  @EnumSource(Genre.class)
  void compose_anyGenre_theDominantComesBeforeTheClose(Genre genre) {
    Score score = Composer.compose(brief(genre), HALF_MINUTE, 4);
    int close = last(part(score, "melody")).start();
    int dominant = (score.key().tonic() + 7) % 12;
    List<Note> lastBar =
        part(score, "bass").notes().stream()
            .filter(n -> n.start() < close)
            .filter(n -> n.start() >= close - score.beatsPerBar() * Score.TICKS_PER_BEAT)
            .toList();
    assertThat(lastBar.get(0).pitch() % 12).isEqualTo(dominant);
  }

  @ParameterizedTest
  @EnumSource(Mood.class)
  void compose_anyMoodLengthAndSeed_fitsTheLengthAndTheInstruments(Mood mood) {
    Random random = new Random(mood.ordinal());
    for (int i = 0; i < 40; i++) {
      Genre genre = Genre.values()[random.nextInt(Genre.values().length)];
      Duration length = Duration.ofMillis(1000 + random.nextInt(90_000));
      MusicBrief brief = MusicBrief.parse(word(mood) + " " + word(genre));
      Score score = Composer.compose(brief, length, random.nextLong());
      assertThat(score.millis()).isEqualTo(length.toMillis());
      assertThat(score.micros(score.ticks()) / 1e6)
          .isCloseTo(length.toMillis() / 1000.0, within(0.01));
      for (Part part : score.parts()) {
        assertThat(part.notes()).isNotEmpty();
        assertThat(part.notes()).allMatch(note -> note.end() <= score.ticks() + 480);
      }
      Instrument lead = Style.of(brief, new Random(0)).lead();
      assertThat(pitches(score.parts().get(0)))
          .allMatch(pitch -> pitch >= lead.lowest - 2 && pitch <= lead.highest + 2);
    }
  }

  @Test
  void compose_longPiece_repeatsItsOpeningWord() {
    Score score = Composer.compose(MusicBrief.parse("pop, 120 bpm"), Duration.ofSeconds(66), 9);
    // 32 bars of two seconds and the close: the phrases at bars 0 and 8 are the same idea.
    List<Integer> first = starts(score, 0, 2);
    assertThat(first).isNotEmpty();
    assertThat(starts(score, 8, 10)).containsAll(first);
  }

  @ParameterizedTest
  @ValueSource(longs = {1000, 1500, 2500, 4000})
  void compose_veryShort_isStillACadence(long millis) {
    Score score = Composer.compose(MusicBrief.parse("piano 120 bpm"), Duration.ofMillis(millis), 2);
    assertThat(last(part(score, "melody")).pitch() % 12).isEqualTo(score.key().tonic());
  }

  @Test
  void compose_waltz_isInThreeAndMarchInFour() {
    assertThat(compose("a waltz", 1).beatsPerBar()).isEqualTo(3);
    assertThat(compose("a march", 1).beatsPerBar()).isEqualTo(4);
  }

  @Test
  void compose_chineseInstruments_usesFiveNotes() {
    for (int seed = 0; seed < 10; seed++) {
      Score score = compose("古筝独奏", seed);
      assertThat(
              pitches(part(score, "melody")).stream()
                  .map(pitch -> pitch % 12)
                  .collect(Collectors.toSet()))
          .hasSizeLessThanOrEqualTo(score.key().minor() ? 6 : 5);
      assertThat(part(score, "melody").program()).isEqualTo(107);
    }
  }

  @Test
  void compose_withoutDrums_hasNone() {
    assertThat(compose("rock without drums", 1).parts()).noneMatch(p -> p.name().equals("drums"));
    assertThat(compose("rock", 1).parts()).anyMatch(p -> p.name().equals("drums"));
  }

  @Test
  void compose_chords_moveByAFewSemitonesAVoice() {
    Score score = compose("classical in C major", 11);
    Voicing voicing = new Voicing(score.key(), 58);
    List<Integer> before = voicing.next(Chord.triad(0));
    for (int degree : new int[] {3, 4, 0, 5, 1, 4, 0}) {
      List<Integer> chord = voicing.next(Chord.triad(degree));
      int moved = 0;
      for (int i = 0; i < 3; i++) {
        moved += Math.abs(chord.get(i) - before.get(i));
      }
      assertThat(moved).isLessThanOrEqualTo(8);
      before = chord;
    }
  }

  private static Score compose(String prompt, long seed) {
    return Composer.compose(MusicBrief.parse(prompt), HALF_MINUTE, seed);
  }

  private static MusicBrief brief(Genre genre) {
    MusicBrief brief = MusicBrief.parse(word(genre));
    assertThat(brief.genre()).contains(genre);
    return brief;
  }

  private static String word(Genre genre) {
    return genre == Genre.GUFENG ? "古风" : genre.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String word(Mood mood) {
    return mood.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static Part part(Score score, String name) {
    return score.parts().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private static Note last(Part part) {
    return part.notes().get(part.notes().size() - 1);
  }

  private static List<Integer> pitches(Part part) {
    return part.notes().stream().map(Note::pitch).toList();
  }

  private static List<Integer> starts(Score score, int fromBar, int toBar) {
    int bar = 4 * Score.TICKS_PER_BEAT;
    return score.parts().get(0).notes().stream()
        .map(Note::start)
        .filter(start -> start >= fromBar * bar && start < toBar * bar)
        .map(start -> start - fromBar * bar)
        .toList();
  }
}
