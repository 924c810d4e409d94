package io.colophon.labeling.credentials;

import java.util.Map;

/** An address inside a manifest store with the hash of what stands there (C2PA 2.2, 8.4.2). */
final class HashedUri {
  private HashedUri() {}

  /**
   * @param sha256 over the contents of the superbox
   */
  static Map<String, Object> of(String url, byte[] sha256) {
    return Map.of("url", url, "alg", Sha256.C2PA_NAME, "hash", sha256);
  }
}
