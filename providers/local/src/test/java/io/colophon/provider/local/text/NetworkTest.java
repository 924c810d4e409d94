package io.colophon.provider.local.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NetworkTest {
  @Test
  void multiply_smallMatrix_givesProductAndCountsUsedInputs() {
    Matrix matrix = new Matrix(new byte[] {1, 2, 3, 4, 5, 6}, new float[] {1, 0.5f}, 3);
    float[] out = {9, 9};

    long operations = matrix.multiply(new float[] {10, 0, 1}, out);

    // 10*1 + 1*3 = 13; (10*4 + 1*6) / 2 = 23
    assertThat(out).containsExactly(13, 23);
    assertThat(operations).isEqualTo(2 * 2 * 2);
  }

  @Test
  void multiply_partOfOutputs_leavesTheOthersOut() {
    Matrix matrix = new Matrix(new byte[] {1, 2, 3}, new float[] {1, 1, 1}, 1);
    float[] out = new float[1];

    matrix.multiply(new float[] {2}, out, 2, 1);

    assertThat(out).containsExactly(6);
  }

  @Test
  void turn_secondPosition_turnsByOneRadianInTheFirstPair() {
    float[] x = {1, 0, 0, 0};

    new Angles(4, 2).turn(x, 0, 1);

    assertThat(x[0]).isCloseTo(0.5403f, within(1e-4f)); // cos 1
    assertThat(x[2]).isCloseTo(0.8415f, within(1e-4f)); // sin 1
  }

  @Test
  void look_equalKeys_averagesTheValues() {
    Attention attention = new Attention(new Network.Shape(2, 1, 1, 1, 4, 1));
    float[] out = new float[2];
    float[] same = {0, 0};

    attention.look(same, same, new float[] {2, 4}, 0, out);
    assertThat(out).containsExactly(2, 4);
    long operations = attention.look(same, same, new float[] {4, 8}, 1, out);

    assertThat(out).containsExactly(3, 6);
    assertThat(operations).isEqualTo(2 * 2 * 2 + 2 * 2 * 2); // q.k and weights.v, 2 wide, 2 places
  }

  @Test
  void logProbability_threeScores_isLogSoftmax() {
    float[] scores = {(float) Math.log(1), (float) Math.log(6), (float) Math.log(3)};

    assertThat(LogProbability.of(scores, 1)).isCloseTo(Math.log(0.6), within(1e-6));
  }
}
