package io.colophon.gateway.fetch;

/**
 * A link cannot be fetched. The message is a clause about the link, such as {@code its host has no
 * address that may be fetched from}; safe to show: nothing of our network is in it. Has no stack
 * trace of its own: it is an answer, not an accident.
 */
public final class UnfetchableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfetchableException(String message) {
    super(message, null, false, false);
  }

  /** The message, never null. */
  String text() {
    return String.valueOf(getMessage());
  }
}
