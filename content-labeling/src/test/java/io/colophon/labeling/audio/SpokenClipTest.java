package io.colophon.labeling.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenClipTest {
  private static final Path CLIPS = Path.of("src/main/resources/io/colophon/labeling/audio");

  @Test
  void samples_chinese_sixCharactersAtTheNormalPace() {
    int characters = SpokenClip.CHINESE.words().length();
    double minutes = SpokenClip.CHINESE.samples(16000).length / 16000.0 / 60;
    assertThat(characters).isEqualTo(6);
    assertThat(characters / minutes).isBetween(120.0, 160.0);
    assertThat(SpokenClip.CHINESE.words()).contains("人工智能", "生成");
  }

  @Test
  void samples_english_isShort() {
    assertThat(SpokenClip.ENGLISH.samples(16000).length / 16000.0).isBetween(1.5, 3.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  @RequiresTool("sox")
  void clip_band_mostOfItIsWhereSpeechIs(String language) throws Exception {
    Path clip = CLIPS.resolve("spoken-label-" + language + ".wav");
    double all = rms(Tool.run("sox", clip, "-n", "stat"));
    double band = rms(Tool.run("sox", clip, "-n", "sinc", "80-4000", "stat"));
    assertThat(band / all).isGreaterThan(0.95);
    assertThat(all).isBetween(0.05, 0.3);
  }

  private static double rms(String stat) {
    Matcher found = Pattern.compile("RMS +amplitude: +([0-9.]+)").matcher(stat);
    assertThat(found.find()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  /** The tones of the six syllables: the pitch of the last third beside that of the first. */
  @Test
  void clip_chinese_pitchMovesAsTheTonesDo() {
    float[] samples = SpokenClip.CHINESE.samples(8000);
    int[] pitch = new int[samples.length / 80];
    for (int i = 0; i + 8 < pitch.length; i++) {
      pitch[i] = pitch(Arrays.copyOfRange(samples, i * 80, i * 80 + 640));
    }
    // Where the six syllables are voiced, in steps of 10 ms.
    int[][] syllables = {{7, 33}, {39, 86}, {99, 124}, {129, 157}, {166, 199}, {212, 252}};
    StringBuilder moves = new StringBuilder();
    for (int[] syllable : syllables) {
      int third = (syllable[1] - syllable[0]) / 3;
      double start = mean(pitch, syllable[0], syllable[0] + third);
      double end = mean(pitch, syllable[1] - third, syllable[1]);
      moves.append(end > 1.04 * start ? '/' : end < 0.96 * start ? '\\' : '-');
    }
    // ren2 gong1 zhi4 neng2 sheng1 cheng2: rising, level, falling, rising, level, rising.
    assertThat(moves).hasToString("/-\\/-/");
  }

  private static double mean(int[] pitch, int from, int to) {
    return Arrays.stream(pitch, from, to).filter(hertz -> hertz > 0).average().orElse(0);
  }

  /** Hertz, 0 for no pitch. */
  private static int pitch(float[] window) {
    double best = 0.6;
    int pitch = 0;
    double power = 0;
    for (int i = 0; i < 480; i++) {
      power += window[i] * window[i];
    }
    if (power < 1) {
      return 0;
    }
    for (int lag = 60; lag <= 130; lag++) {
      double sum = 0;
      double other = 0;
      for (int i = 0; i < 480; i++) {
        sum += window[i] * window[i + lag];
        other += window[i + lag] * window[i + lag];
      }
      double likeness = sum / Math.sqrt(power * other);
      if (likeness > best) {
        best = likeness;
        pitch = 8000 / lag;
      }
    }
    return pitch;
  }

  @ParameterizedTest
  @EnumSource
  void likeness_theClipInNoise_isFarFromTheOther(SpokenClip clip) {
    float[] window = new float[16000 * 4];
    float[] said = clip.samples(16000);
    Random random = new Random(9);
    for (int i = 0; i < window.length; i++) {
      window[i] = (float) (0.01 * random.nextGaussian());
    }
    for (int i = 0; i < said.length; i++) {
      window[3200 + i] += 0.3f * said[i];
    }
    assertThat(CueListener.likeness(clip, window, 200, 16000)).isGreaterThan(0.9);
    SpokenClip other = clip == SpokenClip.CHINESE ? SpokenClip.ENGLISH : SpokenClip.CHINESE;
    assertThat(CueListener.likeness(other, window, 200, 16000)).isLessThan(0.35);
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 22050, 44100, 48000, 96000})
  void resampled_tone_keepsPitchLevelAndPlace(int rate) {
    float[] tone = new float[16000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) Math.sin(2 * Math.PI * 1000 * i / 16000.0);
    }
    float[] out = Resampler.resampled(tone, 16000, rate);
    assertThat(out.length).isCloseTo(rate, within(1));
    for (int i = rate / 10; i < rate * 9 / 10; i += 37) {
      assertThat((double) out[i])
          .isCloseTo(Math.sin(2 * Math.PI * 1000 * i / (double) rate), within(0.01));
    }
  }
}
