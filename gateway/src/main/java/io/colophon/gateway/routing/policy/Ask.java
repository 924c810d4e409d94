package io.colophon.gateway.routing.policy;

import java.util.random.RandomGenerator;

/**
 * What a policy knows of a generation. Made once for each generation.
 *
 * @param gigaFlop estimate of its compute, GFLOP; 0 if unknown
 * @param inputTokens estimate of what is read; 0 if unknown
 * @param outputTokens estimate of what will be put out; 0 if unknown
 * @param prefix the beginning of its prompt
 * @param stickyHash hash of what the generation sticks to, such as its end user; 0 if to nothing
 * @param random where chance comes from; thread-safe, or used by one thread only
 */
public record Ask(
    double gigaFlop,
    long inputTokens,
    long outputTokens,
    PrefixBlocks prefix,
    long stickyHash,
    RandomGenerator random) {

  /** A generation of which nothing is known, for policies that leave nothing to chance. */
  public static final Ask UNKNOWN = unknown(() -> 0);

  public Ask {
    if (!(gigaFlop >= 0) || inputTokens < 0 || outputTokens < 0) {
      throw new IllegalArgumentException(
          "gigaFlop "
              + gigaFlop
              + ", inputTokens "
              + inputTokens
              + ", outputTokens "
              + outputTokens
              + ": expected 0 or more");
    }
  }

  /** A generation of which nothing is known. */
  public static Ask unknown(RandomGenerator random) {
    return new Ask(0, 0, 0, PrefixBlocks.NONE, 0, random);
  }

  /**
   * The generation's work, in GFLOP; where that is unknown its tokens stand in for it, and 1 where
   * these are unknown too. Above 0. Within one route the unit is nearly always the same, since a
   * model's size is either known or not.
   */
  public double work() {
    return gigaFlop > 0 ? gigaFlop : Math.max(1, inputTokens + outputTokens);
  }
}
