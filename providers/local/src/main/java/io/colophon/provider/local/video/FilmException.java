package io.colophon.provider.local.video;

/** A film could not be encoded or written, for a reason that is not the caller's. */
public final class FilmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FilmException(String message) {
    super(message);
  }

  FilmException(String message, Throwable cause) {
    super(message, cause);
  }
}
