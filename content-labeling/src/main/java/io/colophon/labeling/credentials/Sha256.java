package io.colophon.labeling.credentials;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform has. */
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
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
