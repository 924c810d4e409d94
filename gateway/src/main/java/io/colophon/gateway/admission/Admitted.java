package io.colophon.gateway.admission;

import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Hold;
import java.time.Clock;

/**
 * What admission found: who asks, and what is held for him.
 *
 * @param caller who asks
 * @param hold what every limit keeps back until the generation is settled
 */
public record Admitted(Caller caller, Hold hold) {

  /** Counts what was used and gives the rest of the hold back. */
  public void settle(Amounts used, Clock clock, Ticker ticker) {
    hold.settle(used, ticker.nanos(), clock.millis());
  }
}
