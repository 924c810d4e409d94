package io.colophon.metering.outbox;

import io.colophon.provider.spi.Ticker;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What exporters take from outside.
 *
 * @param clock the time of day
 * @param ticker measures the time that an end may take
 * @param random spreads tries over time; used by many threads
 * @param rests how each of them waits
 */
record ExportTools(Clock clock, Ticker ticker, RandomGenerator random, Supplier<Rest> rests) {
  static ExportTools real(Clock clock, Ticker ticker, RandomGenerator random) {
    return new ExportTools(clock, ticker, random, SemaphoreRest::new);
  }
}
