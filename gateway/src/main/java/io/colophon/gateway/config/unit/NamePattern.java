package io.colophon.gateway.config.unit;

import java.util.List;

/**
 * A name, a beginning of names, or any name.
 *
 * @param beginning what a name equals or begins with
 * @param open whether more may follow
 */
public record NamePattern(String beginning, boolean open) {
  private static final int MAX_LENGTH = 256;

  /**
   * Reads {@code name}, {@code beginning*} or {@code *}.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static NamePattern parse(String text) {
    int star = text.indexOf('*');
    boolean starFits = star < 0 || star == text.length() - 1;
    if (text.isBlank() || text.length() > MAX_LENGTH || !starFits) {
      throw new IllegalArgumentException("expected a name, a beginning such as gpt-*, or *");
    }
    return new NamePattern(star < 0 ? text : text.substring(0, star), star >= 0);
  }

  public boolean matches(String name) {
    return open ? name.startsWith(beginning) : name.equals(beginning);
  }

  /** Whether it matches all that the other one matches. */
  public boolean covers(NamePattern other) {
    return open ? other.beginning.startsWith(beginning) : equals(other);
  }

  /** Whether one of the patterns matches. */
  public static boolean anyMatches(List<NamePattern> patterns, String name) {
    for (NamePattern pattern : patterns) {
      if (pattern.matches(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return open ? beginning + "*" : beginning;
  }
}
