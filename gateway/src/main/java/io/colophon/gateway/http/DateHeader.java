package io.colophon.gateway.http;

import io.colophon.provider.spi.Ticker;
import io.netty.handler.codec.DateFormatter;
import io.netty.util.AsciiString;
import java.time.Clock;
import java.util.Date;

/** The header {@code date}, made anew once a second. Thread-safe. */
final class DateHeader {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Clock clock;
  private final Ticker ticker;
  private volatile Made made;

  private record Made(AsciiString text, long untilNanos) {}

  DateHeader(Clock clock, Ticker ticker) {
    this.clock = clock;
    this.ticker = ticker;
    this.made = make(ticker.nanos());
  }

  CharSequence now() {
    long now = ticker.nanos();
    Made last = made;
    if (now - last.untilNanos() >= 0) {
      last = make(now);
      made = last;
    }
    return last.text();
  }

  private Made make(long now) {
    return new Made(
        AsciiString.of(DateFormatter.format(Date.from(clock.instant()))), now + SECOND_NANOS);
  }
}
