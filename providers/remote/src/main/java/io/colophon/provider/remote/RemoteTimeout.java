package io.colophon.provider.remote;

import io.colophon.provider.spi.Default;
import java.time.Duration;

/**
 * How long to wait for a plug-in. Each is more than zero.
 *
 * @param connect until a connection stands and the plug-in has described itself; also for one
 *     health check
 * @param firstOutput from the request to the first event after it was accepted, while there is
 *     demand; progress counts
 * @param idle between two events while there is demand; not for jobs, whose silence is normal
 * @param total the whole attempt, until a job is submitted; the deadline of the call holds besides
 */
public record RemoteTimeout(
    @Default("5s") Duration connect,
    @Default("1m") Duration firstOutput,
    @Default("1m") Duration idle,
    @Default("10m") Duration total) {

  /** What a configuration without any key means. */
  public static final RemoteTimeout DEFAULTS =
      new RemoteTimeout(
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10));

  public RemoteTimeout {
    positive("connect", connect);
    positive("first-output", firstOutput);
    positive("idle", idle);
    positive("total", total);
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "timeout." + key + " is " + value.toMillis() + " ms, expected more than 0");
    }
  }
}
