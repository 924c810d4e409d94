package io.colophon.labeling.credentials.read;

/** A manifest store breaks its rules at a place where reading cannot go on. */
final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code the specification's own, of {@link StatusCodes}
   * @param message what was found and what was expected
   */
  StoreException(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }

  /** For people. */
  String explanation() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
