package io.colophon.provider.http;

/** An exchange under way. Called on its event loop only. */
public interface HttpExchange {

  /** Reads no more until {@link #resume}: the upstream is slowed down by its own transport. */
  void pause();

  /** Reads on. */
  void resume();

  /**
   * Ends it without a further word to the reader; the upstream sees its connection or stream go.
   */
  void abort();
}
