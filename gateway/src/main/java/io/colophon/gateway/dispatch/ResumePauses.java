package io.colophon.gateway.dispatch;

import io.colophon.provider.spi.ProviderException;
import java.time.Duration;

/**
 * How long to wait before an upstream is asked again for a job that it runs: a second, then twice
 * as long each time, at most a minute; longer where the upstream says so. Jobs differ a little, so
 * that after an outage they do not all come at once.
 */
final class ResumePauses {
  private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MOST_DOUBLINGS = 6;
  private static final int PERCENT_APART = 25;

  private ResumePauses() {}

  /**
   * Nanoseconds to wait; at least one second.
   *
   * @param failures in a row before, from 0
   * @param generationId decides by how much it differs from others
   */
  static long nanos(int failures, String generationId, ProviderException failure) {
    long doubled = FIRST_NANOS << Math.min(failures, MOST_DOUBLINGS);
    long pause = Math.min(doubled, LONGEST_NANOS);
    long apart = pause / 100 * Math.floorMod(generationId.hashCode(), PERCENT_APART);
    long asked = failure.retryAfter().map(Duration::toNanos).orElse(0L);
    return Math.max(pause + apart, asked);
  }
}
