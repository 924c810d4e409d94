package io.colophon.labeling.credentials;

import io.colophon.labeling.Digests;
import java.security.MessageDigest;

/** SHA-256, as C2PA uses it. */
final class Sha256 {
  /** The name C2PA has for it. */
  static final String C2PA_NAME = "sha256";

  /** Bytes in a hash. */
  static final int BYTES = 32;

  private Sha256() {}

  static byte[] of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  static byte[] of(byte[] bytes, int from, int length) {
    MessageDigest digest = Digests.sha256();
    digest.update(bytes, from, length);
    return digest.digest();
  }
}
