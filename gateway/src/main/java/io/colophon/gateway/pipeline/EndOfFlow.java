package io.colophon.gateway.pipeline;

import java.util.concurrent.Flow;

/** The end of a generation's flow, as its door drives it. */
public interface EndOfFlow extends Flow.Subscription {

  /**
   * Lets go of the generation without an end: nothing is settled, nothing is cancelled, and its
   * reply hears that the server is stopping. For a job that its upstream goes on with and a later
   * process takes up. Harmless when it has ended.
   */
  void leave();
}
