package io.colophon.provider.http;

import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A count as an upstream wrote it, brought into the range of what can be: 0 to {@value #MOST}, a
 * whole number. What had to be changed for that is kept as words.
 *
 * @param value the count; {@link #NONE} for something that is no number at all
 * @param found what was written, where it is no plain count; null for a sound one. Never text of a
 *     caller: of a text that is no number only the length is told
 */
public record StatedCount(long value, @Nullable String found) {
  /** The most that is believed, in any unit; sums of a few thousand of these fit a long. */
  public static final long MOST = 1_000_000_000_000_000L;

  /** The value of something that is no number. */
  public static final long NONE = -1;

  private static final String EXPECTED = "a whole number from 0 to " + MOST;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
  private static final Pattern NO_NUMBER = Pattern.compile("(?i)[+-]?(nan|inf|infinity)");
  private static final BigDecimal LIMIT = BigDecimal.valueOf(MOST);

  /** Reads a count; null where there is none, that is where the field is missing or null. */
  public static @Nullable StatedCount read(JsonNode node) {
    return read(node, BigDecimal.ONE, true, false);
  }

  /** As {@link #read}, for a vendor that writes its numbers as texts. */
  public static @Nullable StatedCount readText(JsonNode node) {
    return read(node, BigDecimal.ONE, true, true);
  }

  /**
   * Reads an amount that may have a fraction, such as seconds, as a multiple of a smaller unit.
   *
   * @param scale how many of the smaller unit one is, 1000 for seconds as milliseconds
   */
  public static @Nullable StatedCount readScaled(JsonNode node, double scale) {
    return read(node, BigDecimal.valueOf(scale), false, true);
  }

  private static @Nullable StatedCount read(
      JsonNode node, BigDecimal scale, boolean whole, boolean textIsSound) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (whole && node.isIntegralNumber() && node.canConvertToLong()) {
      long value = node.longValue();
      return value >= 0 && value <= MOST
          ? new StatedCount(value, null)
          : new StatedCount(value < 0 ? 0 : MOST, Long.toString(value));
    }
    if (node.isNumber()) {
      String written = node.asString();
      return NO_NUMBER.matcher(written).matches()
          ? new StatedCount(NONE, written)
          : clamp(node.decimalValue(), scale, written, whole, null);
    }
    if (node.isString()) {
      return ofText(node.stringValue().strip(), scale, whole, textIsSound);
    }
    return new StatedCount(NONE, node.isBoolean() ? node.asString() : "a structure");
  }

  private static StatedCount ofText(
      String text, BigDecimal scale, boolean whole, boolean textIsSound) {
    if (NUMBER.matcher(text).matches()) {
      String asText = textIsSound ? null : "\"" + text + "\"";
      return clamp(new BigDecimal(text), scale, text, whole, asText);
    }
    return new StatedCount(
        NONE,
        NO_NUMBER.matcher(text).matches() ? text : "a text of " + text.length() + " characters");
  }

  /** A fraction of a thing that comes whole is left off; a length is rounded. */
  private static StatedCount clamp(
      BigDecimal stated,
      BigDecimal scale,
      String written,
      boolean whole,
      @Nullable String suspect) {
    // Compared before anything is written out in full: 1e999999999 is a short text.
    if (stated.signum() < 0) {
      return new StatedCount(0, written);
    }
    if (stated.compareTo(LIMIT) > 0) {
      return new StatedCount(MOST, written);
    }
    BigDecimal scaled = stated.multiply(scale);
    if (scaled.compareTo(LIMIT) > 0) {
      return new StatedCount(MOST, written);
    }
    BigDecimal rounded = scaled.setScale(0, whole ? RoundingMode.DOWN : RoundingMode.HALF_UP);
    boolean exact = !whole || rounded.compareTo(scaled) == 0;
    return new StatedCount(rounded.longValue(), exact ? suspect : written);
  }

  /** Whether it is a number, if perhaps a clamped one. */
  public boolean isNumber() {
    return value != NONE;
  }

  /** Whether it was a plain count. */
  public boolean isSound() {
    return found == null;
  }

  /** What is suspect about it, as a count of {@code unit}; null for a sound one. */
  @Nullable Suspicion suspicion(UsageUnit unit) {
    return found == null ? null : new Suspicion(unit, found, EXPECTED);
  }

  /** The later of two statements of one counter: a missing one says nothing. */
  public static @Nullable StatedCount later(
      @Nullable StatedCount now, @Nullable StatedCount before) {
    return now == null ? before : now;
  }
}
