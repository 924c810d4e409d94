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
    /** A part of a tenant, as {@code TENANT/NAME}. */
    TEAM,
    KEY,
    /** An end user of a tenant, as {@code TENANT/END-USER}. */
    USER,
    /** The requested model. */
    MODEL,
    ROUTE,
    /** The deployment that an attempt goes to. */
    PROVIDER;

    /** As in the file, for instance {@code tenant}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its names begin with the tenant's. */
    public boolean isOfTenant() {
      return this == TEAM || this == USER;
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
          && name.equals(name.strip())
          && (!kind.isOfTenant() || isInTenant(name))) {
        return new LimitSubject(kind, name);
      }
    }
    throw new IllegalArgumentException("expected global or one of " + forms());
  }

  private static boolean isInTenant(String name) {
    int slash = name.indexOf('/');
    return name.equals("*") || (slash > 0 && slash < name.length() - 1);
  }

  private static String forms() {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind != Kind.GLOBAL)
        .map(kind -> kind.id() + (kind.isOfTenant() ? ":TENANT/NAME" : ":NAME"))
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
