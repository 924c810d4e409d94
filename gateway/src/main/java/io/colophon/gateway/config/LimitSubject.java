package io.colophon.gateway.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whom a limit holds for.
 *
 * @param kind what the name names
 * @param name {@code *}: each of its kind has the limit for itself; empty for {@link Kind#GLOBAL}
 */
public record LimitSubject(Kind kind, String name) {

  /** What a subject is. */
  public enum Kind {
    /** All requests together. */
    GLOBAL,
    TENANT,
    KEY,
    /** The requested model. */
    MODEL,
    ROUTE;

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads {@code global} or {@code kind:name}.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static LimitSubject parse(String text) {
    if (text.equals(Kind.GLOBAL.id())) {
      return new LimitSubject(Kind.GLOBAL, "");
    }
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    for (Kind kind : Kind.values()) {
      if (kind != Kind.GLOBAL
          && colon > 0
          && text.substring(0, colon).equals(kind.id())
          && !name.isBlank()
          && name.equals(name.strip())) {
        return new LimitSubject(kind, name);
      }
    }
    throw new IllegalArgumentException("expected global or one of " + forms());
  }

  private static String forms() {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind != Kind.GLOBAL)
        .map(kind -> kind.id() + ":NAME")
        .collect(Collectors.joining(", "));
  }

  /** Whether each of the kind has the limit for itself. */
  public boolean each() {
    return name.equals("*");
  }

  @Override
  public String toString() {
    return kind == Kind.GLOBAL ? kind.id() : kind.id() + ":" + name;
  }
}
