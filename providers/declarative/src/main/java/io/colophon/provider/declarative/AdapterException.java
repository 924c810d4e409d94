package io.colophon.provider.declarative;

/** An adapter file says something that cannot be understood; the message names file and place. */
final class AdapterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  AdapterException(Node at, String problem) {
    super(at.place() + ": " + problem);
  }

  AdapterException(String place, String problem) {
    super(place + ": " + problem);
  }
}
