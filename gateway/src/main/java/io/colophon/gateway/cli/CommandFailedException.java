package io.colophon.gateway.cli;

/** A command could not do its work; the message is for people and says all there is to say. */
final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message);
  }
}
