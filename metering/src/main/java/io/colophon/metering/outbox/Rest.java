package io.colophon.metering.outbox;

import java.time.Duration;

/** How an exporter waits. One per exporter. */
interface Rest {
  /** Waits so long, or until somebody calls {@link #wake}. */
  void rest(Duration length) throws InterruptedException;

  /** Ends the present or the next rest. Any thread. */
  void wake();
}
