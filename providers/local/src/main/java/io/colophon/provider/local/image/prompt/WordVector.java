package io.colophon.provider.local.image.prompt;

import java.util.List;

/**
 * A prompt's words as one point: each word and each run of three letters in it (each character and
 * pair of characters of Chinese) is hashed to a fixed point, and the points are averaged. Prompts
 * that share words or spelling lie near each other. Nothing is learned: two words of one meaning
 * are as far apart as any two.
 *
 * @param values {@value #SIZE} numbers within about -1 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record WordVector(float[] values) {
  public static final int SIZE = 16;

  /** The point of words; all zero for none. */
  public static WordVector of(List<String> words) {
    float[] sum = new float[SIZE];
    float weight = 0;
    for (String word : words) {
      add(sum, word, 0.7f);
      weight += 0.5f;
      int run = word.codePointAt(0) < 0x2E80 ? 3 : 2;
      for (int i = 0; i + run <= word.length() && word.length() > run; i++) {
        add(sum, word.substring(i, i + run), 0.5f);
        weight += 0.25f;
      }
    }
    if (weight > 0) {
      float scale = 1 / (float) Math.sqrt(weight);
      for (int i = 0; i < SIZE; i++) {
        sum[i] *= scale;
      }
    }
    return new WordVector(sum);
  }

  /** One of the numbers; the index wraps around. */
  public float get(int index) {
    return values[index % SIZE];
  }

  private static void add(float[] sum, String word, float weight) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * 0x100000001B3L;
    }
    for (int i = 0; i < SIZE; i++) {
      hash += 0x9E3779B97F4A7C15L;
      long z = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      sum[i] += weight * ((z >>> 40) * (2f / (1 << 24)) - 1);
    }
  }
}
