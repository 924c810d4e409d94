package io.colophon.provider.local.image;

/** A picture file cannot be read; the message says why and holds no content of it. */
public final class PictureException extends Exception {
  private static final long serialVersionUID = 1L;

  PictureException(String message) {
    super(message);
  }

  PictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
