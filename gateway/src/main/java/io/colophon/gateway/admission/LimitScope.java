package io.colophon.gateway.admission;

import io.colophon.gateway.config.LimitMatch;
import io.colophon.gateway.config.LimitSubject;

/**
 * Limits of one kind of subject that count the same generations. It has a name of its own in
 * throttling, {@code kind:name} or {@code kind{what it matches}:name}, so that a limit that counts
 * some of a key's generations stands beside the one that counts all of them.
 *
 * @param kind whose generations
 * @param match which of them
 */
public record LimitScope(LimitSubject.Kind kind, LimitMatch match) {
  /** Stands in the place of a name where there is only one. */
  private static final String ALL = "all";

  /** How a subject is called that the configuration calls by this name. */
  public String subject(String name) {
    String what = match.describe();
    return kind.id()
        + (what.isEmpty() ? "" : "{" + escaped(what) + "}")
        + ":"
        + (kind == LimitSubject.Kind.GLOBAL ? ALL : name);
  }

  /** Whether only attempts are counted, since the deployment decides. */
  boolean isOfAttempts() {
    return kind == LimitSubject.Kind.PROVIDER || match.looksAtProvider();
  }

  /** The first colon of a subject ends the kind, and the braces must be told from a model's. */
  private static String escaped(String what) {
    return what.replace("%", "%25").replace(":", "%3A").replace("{", "%7B").replace("}", "%7D");
  }

  /**
   * A subject of throttling as people are told it, for instance {@code global}, {@code key:bar} or
   * {@code key:bar (model gpt-*)}.
   */
  public static String nameOf(String subject) {
    int colon = subject.indexOf(':');
    if (colon < 0) {
      return subject;
    }
    String kind = subject.substring(0, colon);
    int brace = kind.indexOf('{');
    String what = brace < 0 ? "" : " (" + plain(kind.substring(brace + 1, colon - 1)) + ")";
    String plainKind = brace < 0 ? kind : kind.substring(0, brace);
    return (plainKind.equals(LimitSubject.Kind.GLOBAL.id())
            ? plainKind
            : plainKind + subject.substring(colon))
        + what;
  }

  private static String plain(String escaped) {
    return escaped.replace("%7D", "}").replace("%7B", "{").replace("%3A", ":").replace("%25", "%");
  }
}
