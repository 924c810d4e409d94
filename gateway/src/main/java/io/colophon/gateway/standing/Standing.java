package io.colophon.gateway.standing;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitUsage;
import io.colophon.throttling.Window;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How far one limit is used at a moment.
 *
 * @param limit which
 * @param settled what was used and still counts; above the capacity when overdrawn
 * @param held what generations under way may still use
 * @param at the moment
 */
public record Standing(ShownLimit limit, long settled, long held, Instant at) {

  /** The standing of a limit that people call so. */
  public static Standing of(LimitUsage usage, String subject, Instant at) {
    return of(usage, ShownLimit.of(usage.rule(), subject), at);
  }

  /** The standing of a limit that is told of so. */
  public static Standing of(LimitUsage usage, ShownLimit limit, Instant at) {
    return new Standing(limit, usage.used(), usage.held(), at);
  }

  /** Whom it limits, as people are told. */
  public String subject() {
    return limit.subject();
  }

  /** What it limits. */
  public Dimension dimension() {
    return limit.dimension();
  }

  /** Its window. */
  public Window per() {
    return limit.per();
  }

  /** What may be used in one window, in the dimension's unit. */
  public long amount() {
    return limit.amount();
  }

  /** What may be used at once, the burst. */
  public long capacity() {
    return limit.capacity();
  }

  /**
   * What is left: of slots those that are free; of all else what is not settled yet. What is only
   * held is not subtracted, since most of it comes back. Never negative.
   */
  public long remaining() {
    return Math.max(0, capacity() - (per() == Window.AT_ONCE ? held : settled));
  }

  /** For instance {@code key:bar/tokens/day}, or {@code key:bar/concurrency}. */
  public String id() {
    return limit.id();
  }

  /** Length of the window in seconds, of the month that it is now; 0 for slots. */
  public long windowSeconds() {
    return per() == Window.MONTH ? day().lengthOfMonth() * 86_400L : fixedSeconds(per());
  }

  /** The same of a window that is always as long. */
  static long fixedSeconds(Window per) {
    return switch (per) {
      case AT_ONCE -> 0;
      case SECOND -> 1;
      case MINUTE -> 60;
      case HOUR -> 3600;
      case DAY -> 86_400;
      case MONTH -> throw new IllegalArgumentException("months differ in length");
    };
  }

  /** How long until all of it is there again if nothing more is used; 0 for slots. */
  public Duration untilWhole() {
    return switch (per()) {
      case AT_ONCE -> Duration.ZERO;
      case SECOND, MINUTE, HOUR -> flowingBack();
      case DAY -> untilStartOf(day().plusDays(1));
      case MONTH -> untilStartOf(day().withDayOfMonth(1).plusMonths(1));
    };
  }

  private Duration flowingBack() {
    long windowNanos = windowSeconds() * 1_000_000_000L;
    if (Math.multiplyHigh(settled, windowNanos) != 0 || settled * windowNanos < 0) {
      return wideFlowingBack(windowNanos);
    }
    long product = settled * windowNanos;
    return Duration.ofNanos(product / amount() + (product % amount() == 0 ? 0 : 1));
  }

  /** The same where the product passes 63 bits. */
  private Duration wideFlowingBack(long windowNanos) {
    BigInteger nanos =
        BigInteger.valueOf(settled)
            .multiply(BigInteger.valueOf(windowNanos))
            .add(BigInteger.valueOf(amount() - 1))
            .divide(BigInteger.valueOf(amount()));
    return Duration.ofNanos(nanos.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue());
  }

  private LocalDate day() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private Duration untilStartOf(LocalDate next) {
    return Duration.between(at, next.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
