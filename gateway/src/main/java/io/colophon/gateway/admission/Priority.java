package io.colophon.gateway.admission;

import java.util.Locale;
import java.util.Optional;

/** How urgent a generation is, the most urgent first. */
public enum Priority {
  /** Goes before all else. */
  CRITICAL,
  /** Somebody waits for it. */
  INTERACTIVE,
  /** Nobody waits for it. */
  BATCH;

  /** The one of that name in lower case; empty for any other text. */
  static Optional<Priority> named(String text) {
    for (Priority priority : values()) {
      if (priority.name().toLowerCase(Locale.ROOT).equals(text)) {
        return Optional.of(priority);
      }
    }
    return Optional.empty();
  }

  /** The less urgent of the two. */
  Priority orLater(Priority other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
