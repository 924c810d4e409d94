package io.colophon.gateway.cli;

/** What was written on the command line cannot be done. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  UsageException(IllegalArgumentException refusal) {
    super(refusal.getMessage(), refusal);
  }
}
