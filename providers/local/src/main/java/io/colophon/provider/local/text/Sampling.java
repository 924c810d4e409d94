package io.colophon.provider.local.text;

import java.util.List;

/**
 * How the next token is drawn and when to end.
 *
 * @param temperature 0 to 2; 0 takes the likeliest token always
 * @param topP above 0 to 1; draw only among the likeliest tokens that together have this
 *     probability
 * @param repetitionPenalty 1 to 2; what the score of a word is divided by (multiplied, when
 *     negative) for each time it has been written, after Keskar and others, "CTRL", 2019, section
 *     4.1; 1 means none
 * @param guidance 0 to 4; how strongly key words of the prompt pull: scores are moved from those
 *     without key words towards those with them, and beyond when above 1 (Ho and Salimans,
 *     "Classifier-Free Diffusion Guidance", 2022); 1 means plain scores and half the work
 * @param maxTokens 1 or more; more than the context holds means up to the context
 * @param stops texts that end the output and are not part of it; at most {@value #MAX_STOPS}, none
 *     empty, each at most {@value #MAX_STOP_LENGTH} UTF-16 units
 * @param seed any; the same seed gives the same text
 */
public record Sampling(
    double temperature,
    double topP,
    double repetitionPenalty,
    double guidance,
    int maxTokens,
    List<String> stops,
    long seed) {
  /** Most stop texts. */
  public static final int MAX_STOPS = 16;

  /** Longest stop text, in UTF-16 units. */
  public static final int MAX_STOP_LENGTH = 256;

  /** What is used where the caller asks nothing, with seed 0. */
  public static final Sampling DEFAULT =
      new Sampling(0.6, 0.9, 1.1, 1.2, Integer.MAX_VALUE, List.of(), 0);

  public Sampling {
    within("temperature", temperature, 0, 2);
    within("top_p", topP, Double.MIN_VALUE, 1);
    within("repetition_penalty", repetitionPenalty, 1, 2);
    within("guidance", guidance, 0, 4);
    within("max_tokens", maxTokens, 1, Integer.MAX_VALUE);
    stops = List.copyOf(stops);
    within("number of stop texts", stops.size(), 0, MAX_STOPS);
    stops.forEach(s -> within("length of stop text", s.length(), 1, MAX_STOP_LENGTH));
  }

  private static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", must be " + least + " to " + most);
    }
  }

  /** The same with another seed. */
  public Sampling withSeed(long value) {
    return new Sampling(temperature, topP, repetitionPenalty, guidance, maxTokens, stops, value);
  }

  /** The same with another temperature. */
  public Sampling withTemperature(double value) {
    return new Sampling(value, topP, repetitionPenalty, guidance, maxTokens, stops, seed);
  }

  /** The same with another share of probability to draw from. */
  public Sampling withTopP(double value) {
    return new Sampling(temperature, value, repetitionPenalty, guidance, maxTokens, stops, seed);
  }

  /** The same with another repetition penalty. */
  public Sampling withRepetitionPenalty(double value) {
    return new Sampling(temperature, topP, value, guidance, maxTokens, stops, seed);
  }

  /** The same with another pull of the key words. */
  public Sampling withGuidance(double value) {
    return new Sampling(temperature, topP, repetitionPenalty, value, maxTokens, stops, seed);
  }

  /** The same with another limit of tokens. */
  public Sampling withMaxTokens(int value) {
    return new Sampling(temperature, topP, repetitionPenalty, guidance, value, stops, seed);
  }

  /** The same with other stop texts. */
  public Sampling withStops(List<String> value) {
    return new Sampling(temperature, topP, repetitionPenalty, guidance, maxTokens, value, seed);
  }
}
