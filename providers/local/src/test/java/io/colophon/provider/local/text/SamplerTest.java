package io.colophon.provider.local.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
  private static final Sampling PLAIN =
      Sampling.DEFAULT.withTemperature(1).withTopP(1).withRepetitionPenalty(1);

  private static Sampler sampler(Sampling sampling) {
    BitSet content = new BitSet();
    content.set(0, 3);
    return new Sampler(sampling, new SplittableRandom(7), content);
  }

  /** Scores whose softmax is 0.1, 0.6, 0.3. */
  private static float[] scores() {
    return new float[] {(float) Math.log(1), (float) Math.log(6), (float) Math.log(3)};
  }

  private static double[] shares(Sampling sampling, int draws) {
    Sampler sampler = sampler(sampling);
    double[] shares = new double[3];
    for (int i = 0; i < draws; i++) {
      shares[sampler.draw(scores())] += 1.0 / draws;
    }
    return shares;
  }

  @Test
  void draw_temperatureOne_followsTheProbabilities() {
    assertThat(shares(PLAIN, 20_000)).containsExactly(new double[] {0.1, 0.6, 0.3}, within(0.02));
  }

  @Test
  void draw_temperatureHalf_sharpensByTheSquare() {
    // 0.01, 0.36, 0.09 over their sum 0.46
    assertThat(shares(PLAIN.withTemperature(0.5), 20_000))
        .containsExactly(new double[] {0.022, 0.783, 0.196}, within(0.02));
  }

  @Test
  void draw_topP_leavesOutTheTail() {
    // 0.6 and 0.3 are needed for 0.7; between them 2 to 1
    assertThat(shares(PLAIN.withTopP(0.7), 20_000))
        .containsExactly(new double[] {0, 0.667, 0.333}, within(0.02));
  }

  @Test
  void draw_tinyTopP_takesTheLikeliest() {
    assertThat(shares(PLAIN.withTopP(1e-9), 50))
        .containsExactly(new double[] {0, 1, 0}, within(0.001));
  }

  @Test
  void draw_temperatureZero_takesTheLikeliest() {
    assertThat(sampler(PLAIN.withTemperature(0)).draw(scores())).isEqualTo(1);
  }

  @Test
  void draw_temperatureZeroWithPenalty_movesOnFromWhatWasWritten() {
    Sampler sampler = sampler(PLAIN.withTemperature(0).withRepetitionPenalty(2));

    assertThat(sampler.draw(scores())).isEqualTo(1); // log 6 = 1.79, then halved to 0.90
    assertThat(sampler.draw(scores())).isEqualTo(2); // log 3 = 1.10
  }

  @Test
  void draw_penaltyOnNegativeScore_lowersItToo() {
    Sampler sampler = sampler(PLAIN.withTemperature(0).withRepetitionPenalty(2));

    assertThat(sampler.draw(new float[] {-1, -1.5f})).isEqualTo(0);
    assertThat(sampler.draw(new float[] {-1, -1.5f})).isEqualTo(1);
  }

  @Test
  void draw_placeThatIsNoContent_isNotPenalised() {
    Sampler sampler =
        new Sampler(
            PLAIN.withTemperature(0).withRepetitionPenalty(2),
            new SplittableRandom(7),
            new BitSet());

    assertThat(sampler.draw(scores())).isEqualTo(1);
    assertThat(sampler.draw(scores())).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 2.1, Double.NaN, Double.POSITIVE_INFINITY})
  void sampling_temperatureOutOfRange_saysSo(double temperature) {
    assertThatThrownBy(() -> PLAIN.withTemperature(temperature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature is " + temperature + ", must be 0.0 to 2.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
  void sampling_topPOutOfRange_saysSo(double topP) {
    assertThatThrownBy(() -> PLAIN.withTopP(topP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("top_p is " + topP);
  }
}
