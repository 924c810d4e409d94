package io.colophon.gateway.admission;

import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Usage;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Hold;
import java.time.Clock;

/**
 * What admission found: who asks, and what is held for him.
 *
 * @param caller who asks
 * @param hold what every limit keeps back until the generation is settled
 * @param expected what it may use at most, as far as that can be told, all estimated
 */
public record Admitted(Caller caller, Hold hold, Usage expected) {

  /** Gives the slots back; the rest stays held until it is settled. */
  public void freeSlots(Clock clock, Ticker ticker) {
    hold.freeSlots(ticker.nanos(), clock.millis());
  }

  /** Counts what was used and gives the rest of the hold back. */
  public void settle(Amounts used, Clock clock, Ticker ticker) {
    hold.settle(used, ticker.nanos(), clock.millis());
  }
}
