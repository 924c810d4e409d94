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
 * @param subject whom it limits, as people are told, for instance {@code key:bar}
 * @param dimension what it limits
 * @param per its window
 * @param amount what may be used in one window, in the dimension's unit
 * @param capacity what may be used at once, the burst
 * @param settled what was used and still counts; above the capacity when overdrawn
 * @param held what generations under way may still use
 * @param at the moment
 */
public record Standing(
    String subject,
    Dimension dimension,
    Window per,
    long amount,
    long capacity,
    long settled,
    long held,
    Instant at) {

  /** The standing of a limit that people call so. */
  public static Standing of(LimitUsage usage, String subject, Instant at) {
    return new Standing(
        subject,
        usage.rule().dimension(),
        usage.rule().per(),
        usage.rule().amount(),
        usage.rule().capacity(),
        usage.used(),
        usage.held(),
        at);
  }

  /**
   * What is left: of slots those that are free; of all else what is not settled yet. What is only
   * held is not subtracted, since most of it comes back. Never negative.
   */
  public long remaining() {
    return Math.max(0, capacity - (per == Window.AT_ONCE ? held : settled));
  }

  /** For instance {@code key:bar/tokens/day}, or {@code key:bar/concurrency}. */
  public String id() {
    String what = subject + "/" + dimension.id();
    return per == Window.AT_ONCE ? what : what + "/" + per.id();
  }

  /** Length of the window in seconds, of the month that it is now; 0 for slots. */
  public long windowSeconds() {
    return switch (per) {
      case AT_ONCE -> 0;
      case SECOND -> 1;
      case MINUTE -> 60;
      case HOUR -> 3600;
      case DAY -> 86_400;
      case MONTH -> day().lengthOfMonth() * 86_400L;
    };
  }

  /** How long until all of it is there again if nothing more is used; 0 for slots. */
  public Duration untilWhole() {
    return switch (per) {
      case AT_ONCE -> Duration.ZERO;
      case SECOND, MINUTE, HOUR -> flowingBack();
      case DAY -> untilStartOf(day().plusDays(1));
      case MONTH -> untilStartOf(day().withDayOfMonth(1).plusMonths(1));
    };
  }

  private Duration flowingBack() {
    BigInteger nanos =
        BigInteger.valueOf(settled)
            .multiply(BigInteger.valueOf(windowSeconds() * 1_000_000_000L))
            .add(BigInteger.valueOf(amount - 1))
            .divide(BigInteger.valueOf(amount));
    return Duration.ofNanos(nanos.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue());
  }

  private LocalDate day() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private Duration untilStartOf(LocalDate next) {
    return Duration.between(at, next.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
