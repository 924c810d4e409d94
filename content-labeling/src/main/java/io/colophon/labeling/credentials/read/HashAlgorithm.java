package io.colophon.labeling.credentials.read;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The hash algorithms of C2PA (2.2, 13.1). */
final class HashAlgorithm {
  private HashAlgorithm() {}

  /**
   * A digest.
   *
   * @param name {@code sha256}, {@code sha384} or {@code sha512}
   * @throws StoreException with {@code algorithm.unsupported} for any other name
   */
  static MessageDigest digest(String name) throws StoreException {
    String java =
        switch (name) {
          case "sha256" -> "SHA-256";
          case "sha384" -> "SHA-384";
          case "sha512" -> "SHA-512";
          default ->
              throw new StoreException(
                  StatusCodes.ALGORITHM_UNSUPPORTED,
                  "hash algorithm '" + name + "', expected sha256, sha384 or sha512");
        };
    try {
      return MessageDigest.getInstance(java);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(java + " is missing in this Java", e);
    }
  }

  /** A digest by what an assertion says, else what its claim says. */
  static MessageDigest digest(Optional<String> own, Optional<String> ofClaim)
      throws StoreException {
    return digest(
        own.or(() -> ofClaim)
            .orElseThrow(
                () ->
                    new StoreException(
                        StatusCodes.ALGORITHM_UNSUPPORTED, "no hash algorithm is named")));
  }
}
