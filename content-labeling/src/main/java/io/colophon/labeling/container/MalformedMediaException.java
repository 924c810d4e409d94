package io.colophon.labeling.container;

import java.io.IOException;

/** The bytes break the rules of their format at a place where reading cannot go on. */
public final class MalformedMediaException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String detail;

  public MalformedMediaException(String code, String message) {
    super(message);
    this.code = code;
    this.detail = message;
  }

  /** Stable, for machines, for instance {@code file.truncated}. */
  public String code() {
    return code;
  }

  /** For people: what was found and what was expected. */
  public String detail() {
    return detail;
  }
}
