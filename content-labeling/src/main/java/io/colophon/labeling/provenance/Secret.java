package io.colophon.labeling.provenance;

import io.colophon.labeling.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A personal value with the salt that hides it in its commitment. Without the salt nobody can try
 * names until one fits.
 */
record Secret(byte[] salt, byte[] value) {
  static final int SALT_BYTES = 16;

  static Secret of(String value, SecureRandom random) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > Personal.MAX_BYTES) {
      throw new IllegalArgumentException(
          "personal value of " + bytes.length + " bytes, expected at most " + Personal.MAX_BYTES);
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new Secret(salt, bytes);
  }

  static Secret at(ByteBuffer bytes) {
    byte[] salt = new byte[SALT_BYTES];
    bytes.get(salt);
    byte[] value = new byte[bytes.remaining()];
    bytes.get(value);
    return new Secret(salt, value);
  }

  Hash commitment() {
    MessageDigest digest = Digests.sha256();
    digest.update(salt);
    digest.update(value);
    return Hash.of(digest.digest());
  }

  String text() {
    return new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && Arrays.equals(salt, secret.salt)
        && Arrays.equals(value, secret.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  @Override
  public String toString() {
    return "Secret[" + value.length + " bytes]";
  }
}
