package io.colophon.gateway.artifacts;

import io.colophon.gateway.config.S3Config;

/** Opens stores that speak the S3 API. Found at start by {@link java.util.ServiceLoader}. */
public interface ArtifactStoreFactory {

  /**
   * Opens a store.
   *
   * @throws IllegalArgumentException if the values do not go together; the message names the key,
   *     the value and what was expected
   */
  ArtifactStore open(S3Config config);
}
