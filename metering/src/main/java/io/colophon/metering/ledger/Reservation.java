package io.colophon.metering.ledger;

import io.colophon.provider.spi.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a generation was expected to use when it was admitted: what was held of its caller's limits,
 * and what a crash settles it with.
 *
 * @param target {@code provider/model} that stood first in its route; null when none was known
 * @param expected counters whose source is an estimate; absent ones could not be guessed
 */
public record Reservation(@Nullable String target, Usage expected) {
  /** Nothing was expected. */
  public static final Reservation NONE = new Reservation(null, Usage.UNREPORTED);
}
