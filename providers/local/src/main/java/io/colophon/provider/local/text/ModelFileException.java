package io.colophon.provider.local.text;

/** A file of the model cannot be used: missing, cut short, altered or of another version. */
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ModelFileException(String message) {
    super(message);
  }

  ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
