package io.colophon.metering.ledger;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.EnumSet;
import java.util.Set;
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

  /** What is known of a request before anything is put out. */
  private static final Set<UsageUnit> INPUT =
      EnumSet.of(UsageUnit.INPUT_TOKENS, UsageUnit.INPUT_CHARACTERS, UsageUnit.INPUT_AUDIO_MILLIS);

  /**
   * What was expected to be read, as an estimate; counters that could not be guessed, and all that
   * would have been put out, are not reported.
   */
  public Usage expectedInput() {
    Usage.Builder input = Usage.from(Quantity.Source.ESTIMATED);
    boolean any = false;
    for (UsageUnit unit : INPUT) {
      Quantity.Known known = expected.quantities().get(unit);
      if (known != null) {
        input.with(unit, known.value());
        any = true;
      }
    }
    return any ? input.build() : Usage.UNREPORTED;
  }
}
