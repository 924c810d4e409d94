package io.colophon.labeling.provenance;

import java.io.IOException;

/** The log is not what its last signed checkpoint says it was: do not append, look. */
public final class AlteredLogException extends IOException {
  private static final long serialVersionUID = 1;

  private final long position;

  AlteredLogException(long position, String message) {
    super(message);
    this.position = position;
  }

  /** Returns the first record that is known to be missing or may have been altered. */
  public long position() {
    return position;
  }
}
