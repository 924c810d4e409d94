package io.colophon.provider.local.music;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MusicBriefTest {

  @ParameterizedTest
  @CsvSource({
    "a calm evening, CALM",
    "Something HAPPY and light, HAPPY",
    "忧伤的小提琴, SAD",
    "史诗般的战斗音乐, EPIC",
    "tense thriller, TENSE",
    "梦幻的星空, DREAMY",
  })
  void parse_wordForAMood_findsIt(String prompt, Mood mood) {
    assertThat(MusicBrief.parse(prompt).mood()).contains(mood);
  }

  @ParameterizedTest
  @CsvSource({
    "a lullaby for a child, LULLABY",
    "军乐进行曲, MARCH",
    "Viennese waltz, WALTZ",
    "smoky jazz bar, JAZZ",
    "古风音乐, GUFENG",
    "pentatonic melody, GUFENG",
    "摇滚, ROCK",
  })
  void parse_wordForAGenre_findsIt(String prompt, Genre genre) {
    assertThat(MusicBrief.parse(prompt).genre()).contains(genre);
  }

  @ParameterizedTest
  @CsvSource({
    "piano at 120 bpm, 120",
    "120bpm techno, 120",
    "BPM: 96, 96",
    "90 beats per minute, 90",
    "每分钟100拍, 100",
    "速度：72, 72",
    "10 bpm, 40",
    "999 bpm, 220",
  })
  void parse_tempo_isReadAndKeptInRange(String prompt, int bpm) {
    assertThat(MusicBrief.parse(prompt).beatsPerMinute()).hasValue(bpm);
  }

  @ParameterizedTest
  @CsvSource({
    "in D minor, 2, true",
    "C大调, 0, false",
    "升F小调, 6, true",
    "降B大调, 10, false",
    "F# major, 6, false",
    "B flat major, 10, false",
    "E-flat minor, 3, true",
    "Bb major, 10, false",
    "key of G, 7, false",
    "something in E, 4, false",
    "Cb major, 11, false",
  })
  void parse_key_isRead(String prompt, int tonic, boolean minor) {
    assertThat(MusicBrief.parse(prompt).key()).contains(new Key(tonic, minor));
  }

  @ParameterizedTest
  @CsvSource({"a day in A quiet forest", "a song in Europe", "two bees in a tree", "大调皮的小猫"})
  void parse_noKey_findsNone(String prompt) {
    assertThat(MusicBrief.parse(prompt).key()).isEmpty();
  }

  @Test
  void parse_instruments_areInTheOrderNamed() {
    assertThat(MusicBrief.parse("flute over strings and a piano").instruments())
        .containsExactly(Instrument.FLUTE, Instrument.STRINGS, Instrument.PIANO);
    assertThat(MusicBrief.parse("古筝和笛子").instruments())
        .containsExactly(Instrument.KOTO, Instrument.FLUTE);
    assertThat(MusicBrief.parse("electric guitar solo").instruments())
        .isEqualTo(List.of(Instrument.ELECTRIC_GUITAR));
  }

  @ParameterizedTest
  @CsvSource({
    "30 seconds of piano, 30000",
    "a 1.5 minute song, 90000",
    "20秒的音乐, 20000",
    "两首 2分钟, 120000"
  })
  void parse_length_isRead(String prompt, long millis) {
    assertThat(MusicBrief.parse(prompt).length()).contains(Duration.ofMillis(millis));
  }

  @Test
  void parse_drums_areWantedUnwantedOrUnsaid() {
    assertThat(MusicBrief.parse("piano with drums").drums()).contains(true);
    assertThat(MusicBrief.parse("piano without drums").drums()).contains(false);
    assertThat(MusicBrief.parse("100 beats per minute").drums()).isEmpty();
  }

  @Test
  void parse_emptyOrStrangeText_leavesEverythingOpen() {
    for (String prompt : List.of("", "\u0000\uD83C", "((((", "0".repeat(5000))) {
      MusicBrief brief = MusicBrief.parse(prompt);
      assertThat(brief.mood()).isEmpty();
      assertThat(brief.key()).isEmpty();
      assertThat(brief.length()).isEmpty();
    }
  }
}
