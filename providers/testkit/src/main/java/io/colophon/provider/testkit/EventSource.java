package io.colophon.provider.testkit;

import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;

/** The events of one generation, taken one at a time. Called by one thread at a time. */
interface EventSource {

  /** What comes next. */
  enum Next {
    /** {@link #take} gives an event. */
    EVENT,
    /** Nothing until somebody wakes the stream. */
    NOTHING_YET,
    /** {@link #failure} says why it ends. */
    FAILURE,
    /** All was given. */
    END
  }

  Next next();

  /** The next event; call only after {@link Next#EVENT}. */
  GenerationEvent take();

  /** Why it ends; call only after {@link Next#FAILURE}. */
  ProviderException failure();
}
