package io.colophon.provider.spi;

import java.util.Optional;

/**
 * Things of the host that plug-ins may use instead of making their own, found by their type; for
 * instance the host's event loops, so that a relayed answer needs no change of thread. What is
 * found belongs to the host and is never closed by a plug-in. Thread-safe.
 */
public interface SharedResources {

  /** A host that shares nothing. */
  SharedResources NONE =
      new SharedResources() {
        @Override
        public <T> Optional<T> find(Class<T> type) {
          return Optional.empty();
        }
      };

  /** The host's instance of that type; empty when it has none. */
  <T> Optional<T> find(Class<T> type);
}
