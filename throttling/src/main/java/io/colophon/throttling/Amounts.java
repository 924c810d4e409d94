package io.colophon.throttling;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How much of each dimension, where known. Immutable. Where input and output tokens are known, so
 * is their sum, {@link Dimension#TOKENS}, unless it was given by itself.
 */
public final class Amounts {
  /** Nothing is known. */
  public static final Amounts UNKNOWN = new Amounts(filled());

  private static final Dimension[] DIMENSIONS = Dimension.values();
  private static final int TOKENS = Dimension.TOKENS.ordinal();
  private static final int INPUT_TOKENS = Dimension.INPUT_TOKENS.ordinal();
  private static final int OUTPUT_TOKENS = Dimension.OUTPUT_TOKENS.ordinal();
  static final long ABSENT = -1;

  private final long[] values;

  private Amounts(long[] values) {
    this.values = values;
  }

  private static long[] filled() {
    long[] values = new long[Dimension.values().length];
    Arrays.fill(values, ABSENT);
    return values;
  }

  /**
   * One known amount.
   *
   * @param amount in the dimension's unit, 0 to {@link LimitRule#MOST_AMOUNT}
   */
  public static Amounts of(Dimension dimension, long amount) {
    return UNKNOWN.with(dimension, amount);
  }

  /** The same with one more known amount, or with another one in its place. */
  public Amounts with(Dimension dimension, long amount) {
    return new Collector(values.clone()).with(dimension, amount).amounts();
  }

  /** Collects several amounts, of which none is known yet, without a copy for each. */
  public static Collector collect() {
    return UNKNOWN.more();
  }

  /** Collects more amounts beside these. */
  public Collector more() {
    return new Collector(values.clone());
  }

  /** Collects amounts. Not thread-safe; of no use after {@link #amounts}. */
  public static final class Collector {
    private final long[] values;

    private Collector(long[] values) {
      this.values = values;
    }

    /** One more known amount, or another one in its place; see {@link Amounts#of}. */
    public Collector with(Dimension dimension, long amount) {
      if (amount < 0 || amount > LimitRule.MOST_AMOUNT) {
        throw new IllegalArgumentException(
            dimension.id() + " is " + amount + ", expected 0 to " + LimitRule.MOST_AMOUNT);
      }
      values[dimension.ordinal()] = amount;
      return this;
    }

    /** What was collected. */
    public Amounts amounts() {
      return new Amounts(values);
    }
  }

  /** The amount; empty when it is not known. */
  public OptionalLong get(Dimension dimension) {
    long value = raw(dimension.ordinal());
    return value == ABSENT ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The amount, or {@code unknown} when it is not known; by the dimension's ordinal. */
  long or(int dimension, long unknown) {
    long value = raw(dimension);
    return value == ABSENT ? unknown : value;
  }

  /** The amount as far as it is known, so 0 when nothing is; tokens are the sum of known parts. */
  long known(int dimension) {
    long value = values[dimension];
    if (value != ABSENT) {
      return value;
    }
    if (dimension != TOKENS) {
      return 0;
    }
    return Math.min(
        LimitRule.MOST_AMOUNT,
        Math.max(0, values[INPUT_TOKENS]) + Math.max(0, values[OUTPUT_TOKENS]));
  }

  private long raw(int dimension) {
    long value = values[dimension];
    if (value != ABSENT || dimension != TOKENS) {
      return value;
    }
    long input = values[INPUT_TOKENS];
    long output = values[OUTPUT_TOKENS];
    return input == ABSENT || output == ABSENT
        ? ABSENT
        : Math.min(LimitRule.MOST_AMOUNT, input + output);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amounts amounts && Arrays.equals(values, amounts.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** For instance {@code {requests=1, tokens=300}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (Dimension dimension : DIMENSIONS) {
      long value = raw(dimension.ordinal());
      if (value != ABSENT) {
        text.append(text.length() > 1 ? ", " : "").append(dimension.id()).append('=').append(value);
      }
    }
    return text.append('}').toString();
  }
}
