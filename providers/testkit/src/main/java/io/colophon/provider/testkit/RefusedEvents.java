package io.colophon.provider.testkit;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;

/** A failure before anything was given. */
record RefusedEvents(FailureKind kind, String reason) implements EventSource {

  @Override
  public Next next() {
    return Next.FAILURE;
  }

  @Override
  public GenerationEvent take() {
    throw new IllegalStateException("a refused generation has no events");
  }

  @Override
  public ProviderException failure() {
    return new ProviderException(kind, reason);
  }
}
