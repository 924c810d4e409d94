package io.colophon.provider.local.work;

import java.util.concurrent.CancellationException;

/**
 * One piece of work of an engine: where it says how far it is and what it computed, and learns that
 * nobody waits for it any more. Used by the one thread that runs the engine.
 */
public interface Work {

  /**
   * Returns while the work is still wanted. Engines call it at least every 20 ms of computing.
   *
   * @throws CancellationException if the caller went away or the deadline passed
   */
  void checkpoint();

  /**
   * Says how far the work is.
   *
   * @param fraction 0 to 1; a smaller value than before is ignored
   */
  void progress(double fraction);

  /**
   * Adds operations done.
   *
   * @param operations floating point operations; a multiply-add counts as two
   */
  void countFlop(long operations);

  /** Work that is never cancelled and whose reports go nowhere; for tests and tools. */
  Work UNOBSERVED =
      new Work() {
        @Override
        public void checkpoint() {}

        @Override
        public void progress(double fraction) {}

        @Override
        public void countFlop(long operations) {}
      };
}
