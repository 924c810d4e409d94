package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Operations of a decoder-only transformer, one multiply-add counted as two.
 *
 * <ul>
 *   <li>matrices: {@code 2 N} per token computed, N the active parameters (Kaplan et al. 2020)
 *   <li>attention: {@code 4 L d c} per token at context length c (scores and values, {@code 2 c d}
 *       each per layer), hence {@code 4 L d (S C + S (S+1) / 2)} for a causal prefill of S tokens
 *       behind C cached ones, and {@code 4 L d (T I + T (T-1) / 2)} for T output tokens behind I
 *       input tokens
 * </ul>
 */
final class TransformerFlop {
  private TransformerFlop() {}

  /** Reading {@code input} tokens of which {@code cached} are in the cache. */
  static Interval prefill(
      Interval active, @Nullable TransformerShape shape, double input, double cached) {
    double fresh = input - cached;
    return active.times(2 * fresh).plus(attention(shape, fresh * cached + fresh * (fresh + 1) / 2));
  }

  /** Writing {@code output} tokens behind {@code input} tokens. */
  static Interval decode(
      Interval active, @Nullable TransformerShape shape, double input, double output) {
    return active
        .times(2 * output)
        .plus(attention(shape, output * input + output * (output - 1) / 2));
  }

  private static Interval attention(@Nullable TransformerShape shape, double pairs) {
    return shape == null
        ? Interval.ZERO
        : Interval.of(4.0 * shape.layers() * shape.width() * Math.max(0, pairs));
  }
}
