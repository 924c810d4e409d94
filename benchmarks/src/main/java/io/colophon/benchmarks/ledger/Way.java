package io.colophon.benchmarks.ledger;

import java.io.Closeable;
import java.util.concurrent.CompletableFuture;

/** One way to enter settled generations. */
interface Way extends Closeable {

  /** How many entries may be on their way at once. */
  int atOnce();

  /**
   * Enters one more.
   *
   * @return done when it is acknowledged
   */
  CompletableFuture<?> enter() throws Exception;
}
