package io.colophon.metering.estimate;

import io.colophon.metering.figure.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as people write them on a command line or in a scenario file. Every error names
 * where the value stood, the value, and what was expected.
 */
public final class WrittenValue {
  private static final Pattern DURATION_PART =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|ns|[smhd])");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private WrittenValue() {}

  /**
   * Reads {@code 7e9}, {@code 134e9..400e9} or {@code 134e9..250e9..400e9} (low, best, high).
   *
   * @param name where it stood, for instance {@code --active-params}
   */
  public static Interval interval(String name, String text) {
    String[] parts = text.strip().split("\\.\\.", -1);
    try {
      if (parts.length == 1) {
        return Interval.of(finite(parts[0]));
      }
      if (parts.length == 2) {
        return Interval.between(finite(parts[0]), finite(parts[1]));
      }
      if (parts.length == 3) {
        return new Interval(finite(parts[0]), finite(parts[1]), finite(parts[2]));
      }
    } catch (IllegalArgumentException e) {
      throw wrong(name, text, "a number of 0 or more, or low..high as in 134e9..400e9", e);
    }
    throw wrong(name, text, "a number of 0 or more, or low..high as in 134e9..400e9", null);
  }

  /** Reads a number of 0 or more. */
  public static double number(String name, String text) {
    try {
      double value = finite(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, "a number of 0 or more", e);
    }
    throw wrong(name, text, "a number of 0 or more", null);
  }

  /** Reads a number above 0. */
  public static double positive(String name, String text) {
    try {
      double value = finite(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, "a number above 0", e);
    }
    throw wrong(name, text, "a number above 0", null);
  }

  /** Reads a whole number of 0 or more; {@code 3e6} is one. */
  public static long count(String name, String text) {
    try {
      long value = new BigDecimal(text.strip()).longValueExact();
      if (value >= 0) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(name, text, "a whole number of 0 or more", e);
    }
    throw wrong(name, text, "a whole number of 0 or more", null);
  }

  /** Reads {@code 5s}, {@code 250ms}, {@code 1m30s}; units are ns, us, ms, s, m, h, d. */
  public static Duration duration(String name, String text) {
    String expected = "a time with its unit, as in 5s, 250ms or 1m30s";
    Matcher part = DURATION_PART.matcher(text.strip());
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.lookingAt()) {
      Long unit = NANOS.get(part.group(2));
      nanos =
          nanos.add(
              new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit == null ? 0 : unit)));
      end = part.end();
      part.region(end, part.regionEnd());
    }
    if (end == 0 || end != text.strip().length()) {
      throw wrong(name, text, expected, null);
    }
    try {
      return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
    } catch (ArithmeticException e) {
      throw wrong(name, text, expected + ", up to 292 years", e);
    }
  }

  private static double finite(String text) {
    // Double.parseDouble alone would take "NaN", "Infinity", hexadecimal and "1d".
    return finite(new BigDecimal(text.strip()).doubleValue());
  }

  private static double finite(double value) {
    if (Double.isInfinite(value)) {
      throw new NumberFormatException("too large");
    }
    return value;
  }

  static IllegalArgumentException wrong(
      String name, String text, String expected, @Nullable Exception cause) {
    return new IllegalArgumentException(name + " is '" + text + "', expected " + expected, cause);
  }
}
