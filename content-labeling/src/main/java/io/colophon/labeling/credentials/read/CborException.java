package io.colophon.labeling.credentials.read;

/** Bytes are no CBOR, or CBOR of another shape than asked for; the caller knows what it means. */
final class CborException extends Exception {
  private static final long serialVersionUID = 1L;

  CborException(String message) {
    super(message);
  }

  /** As the finding that the caller makes of it. */
  StoreException as(String code) {
    String message = getMessage();
    return new StoreException(code, message == null ? "not as expected" : message);
  }
}
