package io.colophon.gateway.config.unit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * An amount of bytes.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("B", 1L),
          Map.entry("kB", 1_000L),
          Map.entry("KB", 1_000L),
          Map.entry("MB", 1_000_000L),
          Map.entry("GB", 1_000_000_000L),
          Map.entry("TB", 1_000_000_000_000L),
          Map.entry("KiB", 1L << 10),
          Map.entry("MiB", 1L << 20),
          Map.entry("GiB", 1L << 30),
          Map.entry("TiB", 1L << 40));

  private static final List<String> PRINTED =
      List.of("TiB", "GiB", "MiB", "KiB", "TB", "GB", "MB", "kB");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("expected 0 bytes or more");
    }
  }

  /**
   * Reads a number and a unit: B, kB, MB, GB, TB are powers of 1000, KiB to TiB of 1024.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static ByteSize parse(String text) {
    NumberAndSuffix split = NumberAndSuffix.split(text);
    Long factor = UNITS.get(split.suffix());
    if (factor != null) {
      try {
        BigDecimal bytes = split.number().multiply(BigDecimal.valueOf(factor));
        if (bytes.signum() >= 0) {
          return new ByteSize(bytes.longValueExact());
        }
      } catch (ArithmeticException notWholeOrTooLarge) {
        throw new IllegalArgumentException(expectation(), notWholeOrTooLarge);
      }
    }
    throw new IllegalArgumentException(expectation());
  }

  private static String expectation() {
    return "expected a size in whole bytes such as 512B, 64KiB, 16MiB or 2MB";
  }

  /** The size as an int, for interfaces that take no more; larger sizes become 2 GiB less one. */
  public int bytesAsInt() {
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  /** In the unit that gives the shortest text. */
  @Override
  public String toString() {
    String shortest = bytes + "B";
    for (String unit : PRINTED) {
      long factor = UNITS.getOrDefault(unit, 1L);
      String text = bytes / factor + unit;
      if (bytes > 0 && bytes % factor == 0 && text.length() < shortest.length()) {
        shortest = text;
      }
    }
    return shortest;
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }
}
