package io.colophon.provider.local.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.local.audio.PcmAudio;
import io.colophon.provider.local.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MusicEngineTest {
  private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

  @TempDir static Path cache;
  private static MusicEngine engine;

  @BeforeAll
  static void load() throws IOException {
    engine = MusicEngine.load(Optional.empty(), cache);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calm piano",
        "epic battle with drums",
        "古风 古筝",
        "jazz",
        "techno 140 bpm",
        "ambient",
        "march"
      })
  void play_anyStyle_hasAMusicalLevelAndDoesNotClip(String prompt) throws IOException {
    assertLevel(engine.play(prompt, SIX_SECONDS, 1, Work.UNOBSERVED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"calm piano", "epic battle with drums", "happy flute"})
  void play_plainTones_haveAMusicalLevelToo(String prompt) throws IOException {
    MusicEngine plain = new MusicEngine(new AdditiveSynth());
    assertLevel(plain.play(prompt, SIX_SECONDS, 1, Work.UNOBSERVED));
  }

  @ParameterizedTest
  @CsvSource({"1000", "1234", "6000"})
  void play_length_isExact(long millis) throws IOException {
    PcmAudio audio = engine.play("pop", Duration.ofMillis(millis), 1, Work.UNOBSERVED);
    assertThat(audio.sampleRate()).isEqualTo(48_000);
    assertThat(audio.channels()).isEqualTo(2);
    assertThat(audio.frames()).isEqualTo((int) (millis * 48));
  }

  @Test
  void play_end_fadesToSilence() throws IOException {
    short[] samples = engine.play("rock", SIX_SECONDS, 1, Work.UNOBSERVED).samples();
    for (int i = samples.length - 200; i < samples.length; i++) {
      assertThat((int) samples[i]).isBetween(-400, 400);
    }
  }

  @Test
  void play_sameSeed_givesTheSameSamples() throws IOException {
    short[] first = engine.play("waltz", SIX_SECONDS, 8, Work.UNOBSERVED).samples();
    assertThat(engine.play("waltz", SIX_SECONDS, 8, Work.UNOBSERVED).samples()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void play_finalChord_soundsTheTonic(boolean jdkSynth) throws IOException {
    // A minor: the tonic chord holds 220 Hz or its octaves, and no B flat beside it.
    MusicEngine player = jdkSynth ? engine : new MusicEngine(new AdditiveSynth());
    PcmAudio audio =
        player.play("piano in A minor, 120 bpm", Duration.ofSeconds(8), 5, Work.UNOBSERVED);
    int from = audio.frames() - 2 * 48_000;
    double tonic = 0;
    double beside = 0;
    for (int octave = 1; octave <= 4; octave++) {
      tonic += energy(audio, from, 55.0 * (1 << octave));
      beside += energy(audio, from, 58.27 * (1 << octave));
    }
    assertThat(tonic).isGreaterThan(50 * beside);
  }

  @Test
  void play_workNoLongerWanted_stopsAtTheNextBlock() {
    int[] checkpoints = {0};
    Work work =
        new Work() {
          @Override
          public void checkpoint() {
            if (++checkpoints[0] == 30) {
              throw new CancellationException();
            }
          }

          @Override
          public void progress(double fraction) {}

          @Override
          public void countFlop(long operations) {}
        };
    assertThatThrownBy(() -> engine.play("pop", Duration.ofMinutes(5), 1, work))
        .isInstanceOf(CancellationException.class);
    assertThat(checkpoints[0]).isEqualTo(30);
  }

  @Test
  void load_keepsTheSoundbankInTheCacheAndMakesADamagedOneAgain(@TempDir Path dir)
      throws IOException {
    MusicEngine.load(Optional.empty(), dir);
    Path kept;
    try (var files = Files.list(dir)) {
      kept = files.findFirst().orElseThrow();
    }
    assertThat(Files.size(kept)).isGreaterThan(1_000_000);
    Files.write(kept, new byte[] {1, 2, 3});
    MusicEngine.load(Optional.empty(), dir);
    assertThat(Files.size(kept)).isGreaterThan(1_000_000);
  }

  @Test
  void load_operatorsSoundbankMissing_fails() {
    assertThatThrownBy(() -> MusicEngine.load(Optional.of(cache.resolve("none.sf2")), cache))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 999, 300_001})
  void midi_lengthOutOfRange_isRefusedWithTheRange(long millis) {
    assertThatThrownBy(() -> MusicEngine.midi("pop", Duration.ofMillis(millis), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected PT1S to PT5M");
  }

  @Test
  void lengthIn_promptSaysTooMuch_isKeptInRange() {
    assertThat(MusicEngine.lengthIn("a song of 90 minutes")).contains(Duration.ofMinutes(5));
    assertThat(MusicEngine.lengthIn("a song")).isEmpty();
  }

  private static void assertLevel(PcmAudio audio) {
    double squares = 0;
    int peak = 0;
    for (short sample : audio.samples()) {
      squares += (double) sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    double rmsDb = 20 * Math.log10(Math.sqrt(squares / audio.samples().length) / 32_768);
    assertThat(rmsDb).isBetween(-26.0, -12.0);
    assertThat(peak).isBetween(6_000, 30_900);
  }

  private static double energy(PcmAudio audio, int from, double hertz) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < 48_000; i++) {
      double phase = 2 * Math.PI * hertz * i / 48_000;
      re += audio.samples()[2 * (from + i)] * Math.cos(phase);
      im += audio.samples()[2 * (from + i)] * Math.sin(phase);
    }
    return re * re + im * im;
  }
}
