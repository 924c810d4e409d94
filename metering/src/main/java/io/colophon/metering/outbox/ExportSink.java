package io.colophon.metering.outbox;

import java.util.List;

/**
 * Where an exporter puts its events. Used by one thread, which may be blocked; interrupting it ends
 * a call early.
 */
public interface ExportSink extends AutoCloseable {

  /**
   * Hands events on, in order. Returns once the receiver has all of them for good.
   *
   * @param events at least one, in the order of the ledger
   * @throws ExportException if not all were taken; it says how many of the first were
   * @throws InterruptedException if the exporter is to stop; how many were taken is not known
   */
  void send(List<UsageEvent> events) throws ExportException, InterruptedException;

  /**
   * Called now and then while there is nothing to send, for what is due by time.
   *
   * @throws ExportException if that failed; it is tried again
   */
  default void idle() throws ExportException {}

  /** Lets everything go. What was sent stays sent. */
  @Override
  void close() throws ExportException;

  /** Opens a sink, on the thread that will use it. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it.
     *
     * @throws ExportException if that is not possible now, or never will be
     */
    ExportSink open() throws ExportException;
  }
}
