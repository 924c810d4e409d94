package io.colophon.labeling.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MorseTest {
  @ParameterizedTest
  @ValueSource(ints = {8000, 16000, 22050, 44100, 48000})
  void missing_ownCue_isHeardAtAnyRate(int rate) {
    assertThat(MorseDetector.missing(MorseCue.samples(rate, 0.2f), rate)).isEmpty();
  }

  @Test
  void missing_cueInNoise_isHeard() {
    float[] cue = MorseCue.samples(16000, 0.2f);
    Random random = new Random(1);
    for (int i = 0; i < cue.length; i++) {
      cue[i] += (float) (0.01 * random.nextGaussian());
    }
    assertThat(MorseDetector.missing(cue, 16000)).isEmpty();
  }

  @Test
  void missing_letterGapOfOneUnit_isNotHeardAsAi() {
    float[] cue = MorseCue.samples(16000, 0.2f);
    // Without two units of the gap between the letters the ear hears L.
    float[] l = Arrays.copyOf(cue, cue.length);
    int from = 16 * (200 + 600);
    System.arraycopy(cue, 16 * (200 + 800), l, from, cue.length - 16 * (200 + 800));
    assertThat(MorseDetector.missing(l, 16000)).isPresent();
  }

  @Test
  void missing_silenceToneOrNoise_isTold() {
    float[] silence = new float[40_000];
    float[] tone = new float[40_000];
    float[] noise = new float[40_000];
    Random random = new Random(2);
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) Math.sin(i / 3.0);
      noise[i] = (float) random.nextGaussian() / 4;
    }
    assertThat(MorseDetector.missing(silence, 16000)).isPresent();
    assertThat(MorseDetector.missing(tone, 16000)).isPresent();
    assertThat(MorseDetector.missing(noise, 16000)).isPresent();
    assertThat(MorseDetector.missing(new float[0], 16000)).isPresent();
  }

  @Test
  void level_followsTheProgrammeWithinLimits() {
    assertThat(MorseCue.level(0)).isEqualTo(0.2f);
    assertThat(MorseCue.level(0.001)).isEqualTo(0.08f);
    assertThat(MorseCue.level(0.2)).isCloseTo(0.283f, org.assertj.core.data.Offset.offset(0.001f));
    assertThat(MorseCue.level(0.9)).isEqualTo(0.5f);
  }
}
