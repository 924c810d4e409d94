package io.colophon.provider.local;

import io.colophon.provider.local.work.Work;
import java.io.IOException;

/** A request that was found good and only waits to be computed, by one worker and once. */
@FunctionalInterface
interface Job {

  /**
   * Computes.
   *
   * @throws IOException if a file of ours cannot be written or read, or a program fails
   * @throws java.util.concurrent.CancellationException if the work is no longer wanted
   * @throws io.colophon.provider.spi.ProviderException if the request turns out to be one that
   *     cannot be served
   */
  Outcome run(Work work, Output output) throws IOException;
}
