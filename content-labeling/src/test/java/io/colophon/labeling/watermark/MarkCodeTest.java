package io.colophon.labeling.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MarkCodeTest {
  @Test
  void decode_noisyWord_isThePayload() {
    assertThat(right(-3, 200)).isGreaterThanOrEqualTo(195);
  }

  @Test
  void decode_twoTenthsMissing_isThePayload() {
    float[] ratios = ratios(0x0123456789abcdefL);
    for (int i = 0; i < ratios.length; i += 5) {
      ratios[i] = 0;
    }
    assertThat(MarkCode.decode(ratios, 7)).isEqualTo(OptionalLong.of(0x0123456789abcdefL));
  }

  @Test
  void decode_otherScheme_isNothing() {
    assertThat(MarkCode.decode(ratios(5), 8)).isEmpty();
  }

  @Test
  void decode_noise_isNothing() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100; i++) {
      float[] noise = new float[PolarCode.LENGTH];
      add(noise, 1, random);
      assertThat(MarkCode.decode(noise, 7)).isEmpty();
    }
  }

  @Test
  void score_allAttempts_isMoreThanSixDecades() {
    assertThat(MarkCode.score(MarkCode.ATTEMPTS)).isBetween(6.0, 6.1);
  }

  private static int right(double decibels, int words) {
    SplittableRandom random = new SplittableRandom(1);
    int right = 0;
    for (int i = 0; i < words; i++) {
      long payload = random.nextLong();
      float[] ratios = ratios(payload);
      add(ratios, Math.pow(10, -decibels / 20), random);
      right += MarkCode.decode(ratios, 7).equals(OptionalLong.of(payload)) ? 1 : 0;
    }
    return right;
  }

  private static float[] ratios(long payload) {
    boolean[] word = MarkCode.encode(payload, 7);
    float[] ratios = new float[word.length];
    for (int i = 0; i < word.length; i++) {
      ratios[i] = word[i] ? -1 : 1;
    }
    return ratios;
  }

  private static void add(float[] samples, double deviation, SplittableRandom random) {
    for (int i = 0; i < samples.length; i++) {
      double sum = -6;
      for (int n = 0; n < 12; n++) {
        sum += random.nextDouble();
      }
      samples[i] += (float) (sum * deviation);
    }
  }
}
