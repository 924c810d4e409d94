package io.colophon.provider.local.text;

/** Natural logarithm of the probability that scores give to a place (log softmax). */
final class LogProbability {
  private LogProbability() {}

  static double of(float[] scores, int place) {
    float most = scores[0];
    for (float s : scores) {
      most = Math.max(most, s);
    }
    double total = 0;
    for (float s : scores) {
      total += StrictMath.exp(s - most);
    }
    return scores[place] - most - StrictMath.log(total);
  }
}
