package io.colophon.gateway.config;

import java.util.Optional;

/**
 * What generations stick to: {@code end-user}, {@code key}, {@code tenant} or {@code
 * metadata.NAME}.
 *
 * @param word as it stands in the configuration
 */
public record StickTo(String word) {
  private static final String METADATA = "metadata.";

  public StickTo {
    boolean known =
        word.equals("end-user")
            || word.equals("key")
            || word.equals("tenant")
            || (word.startsWith(METADATA) && word.length() > METADATA.length());
    if (!known) {
      throw new IllegalArgumentException("expected end-user, key, tenant or metadata.NAME");
    }
  }

  /**
   * Reads the word.
   *
   * @throws IllegalArgumentException if it is none of them; the message says what is expected
   */
  public static StickTo parse(String text) {
    return new StickTo(text);
  }

  /** The name of the attribute that is meant; empty if none is. */
  public Optional<String> attribute() {
    return word.startsWith(METADATA)
        ? Optional.of(word.substring(METADATA.length()))
        : Optional.empty();
  }
}
