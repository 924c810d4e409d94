package io.colophon.provider.http;

import io.colophon.provider.spi.Default;
import java.time.Duration;

/**
 * How long an attempt waits for what; the same keys as those that every deployment has.
 *
 * @param connect until a connection stands
 * @param firstOutput from the request to the first byte of the answer's body
 * @param idle between two pieces of the answer, while the caller takes them
 * @param total the whole attempt
 */
public record Timeouts(
    @Default("5s") Duration connect,
    @Default("1m") Duration firstOutput,
    @Default("1m") Duration idle,
    @Default("10m") Duration total) {

  /** What a configuration without any key means. */
  public static final Timeouts DEFAULTS =
      new Timeouts(
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10));
}
