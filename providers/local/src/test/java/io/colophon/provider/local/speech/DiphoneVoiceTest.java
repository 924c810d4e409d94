package io.colophon.provider.local.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colophon.provider.local.audio.PcmAudio;
import io.colophon.provider.local.audio.PcmCollector;
import io.colophon.provider.local.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiphoneVoiceTest {
  private static final String SENTENCE =
      "The quick brown fox jumps over the lazy dog. She sells sea shells by the sea shore.";

  private static DiphoneVoice voice;

  @BeforeAll
  static void load() {
    voice = DiphoneVoice.load();
  }

  @Test
  void speak_sentence_lastsAsLongAsSixteenWordsTake() throws IOException {
    PcmAudio audio = speak(SENTENCE, 1);
    assertThat(audio.sampleRate()).isEqualTo(16_000);
    assertThat(audio.millis()).isBetween(16 * 220L, 16 * 450L);
  }

  @Test
  void speak_sentence_isAsLoudAsSpeechAndNotClipped() throws IOException {
    short[] samples = speak(SENTENCE, 1).samples();
    double squares = 0;
    int peak = 0;
    for (short sample : samples) {
      squares += (double) sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    double rmsDb = 20 * Math.log10(Math.sqrt(squares / samples.length) / 32_768);
    assertThat(rmsDb).isBetween(-24.0, -14.0);
    assertThat(peak).isBetween(16_000, 31_000);
  }

  @Test
  void speak_sentence_startsAndEndsWithoutSilence() throws IOException {
    short[] samples = speak(SENTENCE, 1).samples();
    assertThat(firstLoud(samples)).isLessThan(16_000 / 20);
    assertThat(samples.length - lastLoud(samples)).isLessThan(16_000 / 20);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.5, 2, 4})
  void speak_otherSpeed_changesTheLengthByThatFactor(double speed) throws IOException {
    double own = speak(SENTENCE, 1).frames();
    assertThat(speak(SENTENCE, speed).frames())
        .isCloseTo((int) (own / speed), withinPercent(own / speed));
  }

  private static org.assertj.core.data.Offset<Integer> withinPercent(double value) {
    return within((int) (value * 0.2));
  }

  @Test
  void speak_numbersAndAbbreviations_areReadOut() throws IOException {
    // "doctor ... three dollars fifty": far longer than the characters alone.
    assertThat(speak("Dr. X paid $3.50", 1).millis()).isGreaterThan(1500);
  }

  @Test
  void speak_differentVowels_haveDifferentSpectra() throws IOException {
    // The first formant of "ah" lies near 700 Hz, of "ee" near 300 Hz.
    assertThat(energyRatio(speak("ah", 0.5), 700, 300))
        .isGreaterThan(5 * energyRatio(speak("ee", 0.5), 700, 300));
  }

  @Test
  void speak_nothingSpeakable_writesNothing() throws IOException {
    for (String text : List.of("", "   ", "...", "!?!", "- - -", "\"\"", "你好")) {
      assertThat(speak(text, 1).frames()).as(text).isLessThan(4000);
    }
  }

  @Test
  void speak_anyCharacters_neverFails() throws IOException {
    Random random = new Random(42);
    for (int i = 0; i < 60; i++) {
      String text =
          random
              .ints(60, 0, i % 2 == 0 ? 128 : 0x3000)
              .filter(c -> !Character.isSurrogate((char) c))
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      speak(text, 1);
    }
  }

  @Test
  void speak_twice_givesTheSameSamples() throws IOException {
    assertThat(speak(SENTENCE, 1).samples()).isEqualTo(speak(SENTENCE, 1).samples());
  }

  @Test
  void speak_manyThreads_eachGetTheSameAsAlone() throws Exception {
    Map<Double, short[]> alone = new HashMap<>();
    List<CompletableFuture<Void>> together = new ArrayList<>();
    for (double speed : new double[] {0.8, 1, 1.3}) {
      alone.put(speed, speak(SENTENCE, speed).samples());
      together.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  assertThat(speak(SENTENCE, speed).samples()).isEqualTo(alone.get(speed));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }));
    }
    CompletableFuture.allOf(together.toArray(CompletableFuture[]::new)).get();
  }

  @Test
  void speak_longText_looksAtTheClockOftenAndCountsItsWork() throws IOException {
    Watch watch = new Watch(Integer.MAX_VALUE);
    PcmCollector sink = new PcmCollector(16_000, 1);
    voice.speak((SENTENCE + " ").repeat(20), 1, sink, watch);
    assertThat(watch.checkpoints).isGreaterThan(40 * 12);
    assertThat(watch.flop).isGreaterThan(34L * sink.audio().frames() * 8 / 10);
    assertThat(watch.fractions).isSorted().last().satisfies(f -> assertThat(f).isGreaterThan(0.9));
  }

  @Test
  void speak_workNoLongerWanted_stopsAtOnce() {
    Watch watch = new Watch(20);
    PcmCollector sink = new PcmCollector(16_000, 1);
    assertThatThrownBy(() -> voice.speak(SENTENCE.repeat(50), 1, sink, watch))
        .isInstanceOf(CancellationException.class);
    assertThat(watch.checkpoints).isEqualTo(20);
  }

  @Test
  void load_leavesSystemPropertiesAndThreadsAlone() throws IOException {
    Map<Object, Object> before = Map.copyOf(System.getProperties());
    Set<String> threads = threads();
    DiphoneVoice.load().speak("Hello.", 1, (samples, frames) -> {}, Work.UNOBSERVED);
    assertThat(Map.copyOf(System.getProperties())).isEqualTo(before);
    assertThat(threads()).isEqualTo(threads);
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("ForkJoin") && !name.startsWith("surefire"))
        .collect(Collectors.toSet());
  }

  private static PcmAudio speak(String text, double speed) throws IOException {
    PcmCollector sink = new PcmCollector(16_000, 1);
    voice.speak(text, speed, sink, Work.UNOBSERVED);
    return sink.audio();
  }

  private static int firstLoud(short[] samples) {
    int i = 0;
    while (Math.abs(samples[i]) < 500) {
      i++;
    }
    return i;
  }

  private static int lastLoud(short[] samples) {
    int i = samples.length - 1;
    while (Math.abs(samples[i]) < 500) {
      i--;
    }
    return i;
  }

  /** Energy around one frequency by that around another, each over a band of 200 Hz. */
  private static double energyRatio(PcmAudio audio, int high, int low) {
    return band(audio, high) / band(audio, low);
  }

  private static double band(PcmAudio audio, int centre) {
    double sum = 0;
    for (int frequency = centre - 100; frequency <= centre + 100; frequency += 10) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < audio.frames(); i++) {
        double phase = 2 * Math.PI * frequency * i / audio.sampleRate();
        re += audio.samples()[i] * Math.cos(phase);
        im += audio.samples()[i] * Math.sin(phase);
      }
      sum += re * re + im * im;
    }
    return sum;
  }

  /** Counts what an engine reports and stops wanting the work at one checkpoint. */
  private static final class Watch implements Work {
    private final int stopAt;
    private final List<Double> fractions = new ArrayList<>();
    private int checkpoints;
    private long flop;

    Watch(int stopAt) {
      this.stopAt = stopAt;
    }

    @Override
    public void checkpoint() {
      if (++checkpoints == stopAt) {
        throw new CancellationException();
      }
    }

    @Override
    public void progress(double fraction) {
      fractions.add(fraction);
    }

    @Override
    public void countFlop(long operations) {
      flop += operations;
    }
  }
}
