package io.colophon.provider.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Something that a vendor might write where a count belongs, though no count looks like it, and
 * what a reader is to take it for.
 *
 * @param written as a value of {@link java.lang}, a list or a map, to be turned into JSON
 * @param takenFor the clamped count; empty where it is no number at all
 */
public record OddNumber(Object written, OptionalLong takenFor) {
  /** The most that is believed of a count. */
  public static final long MOST = 1_000_000_000_000_000L;

  /** One of each kind. */
  public static final List<OddNumber> ALL =
      List.of(
          odd(-1L, 0),
          odd(Long.MIN_VALUE, 0),
          odd(MOST + 1, MOST),
          odd(Long.MAX_VALUE, MOST),
          odd(BigInteger.TEN.pow(30), MOST),
          odd(BigInteger.TEN.pow(30).negate(), 0),
          odd(12.7, 12),
          odd(-0.5, 0),
          odd(1e300, MOST),
          odd(new BigDecimal("41.000000001"), 41),
          odd("42", 42),
          odd("-3", 0),
          odd("123456789012345678901234567890", MOST),
          none(Double.NaN),
          none(Double.POSITIVE_INFINITY),
          none("NaN"),
          none("1e5"),
          none("many"),
          none(""),
          none(true),
          none(List.of(1)),
          none(Map.of("tokens", 5)));

  private static OddNumber odd(Object written, long takenFor) {
    return new OddNumber(written, OptionalLong.of(takenFor));
  }

  private static OddNumber none(Object written) {
    return new OddNumber(written, OptionalLong.empty());
  }
}
