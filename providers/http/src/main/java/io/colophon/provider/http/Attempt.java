package io.colophon.provider.http;

/**
 * What a plug-in does for one generation. All calls come on one event loop, one at a time, and must
 * not block. An exception thrown here ends the stream: a {@link
 * io.colophon.provider.spi.ProviderException} as what it says, anything else as INTERNAL.
 */
@FunctionalInterface
public interface Attempt {

  /** Starts; what follows comes back through the exchanges that are opened at {@code out}. */
  void begin(Output out);

  /**
   * The caller has gone, the deadline has passed or the deployment is being closed. Nothing put out
   * from now on reaches anyone, and the exchanges of this generation are already aborted. A plug-in
   * whose vendor runs jobs tells it to stop, by {@link Output#farewell}.
   */
  default void stopped(Output out) {}
}
