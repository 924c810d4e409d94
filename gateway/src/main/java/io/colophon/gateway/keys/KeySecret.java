package io.colophon.gateway.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The text that a caller sends: {@code ck_ID_RANDOM}, with 256 random bits. Because it is random,
 * one round of SHA-256 is enough to keep it by: there is nothing to guess that a slow hash would
 * protect.
 *
 * @param id names the key
 * @param text the whole secret
 */
record KeySecret(String id, String text) {
  private static final String PREFIX = "ck_";
  private static final int ID_BYTES = 6;
  private static final int RANDOM_BYTES = 32;
  private static final int LONGEST = 200;

  static KeySecret draw(RandomGenerator random) {
    byte[] id = new byte[ID_BYTES];
    byte[] rest = new byte[RANDOM_BYTES];
    random.nextBytes(id);
    random.nextBytes(rest);
    String name = HexFormat.of().formatHex(id);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(rest);
    return new KeySecret(name, PREFIX + name + "_" + secret);
  }

  /** SHA-256 of the whole text in hex; empty if it cannot be one of our secrets. */
  static Optional<String> digest(String text) {
    if (!text.startsWith(PREFIX) || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Optional.of(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  String digest() {
    return digest(text).orElseThrow();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "KeySecret[id=" + id + "]";
  }
}
