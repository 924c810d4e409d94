package io.colophon.throttling.lease;

/** The store of shared limits did not do what it was asked. */
public final class LeaseStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** No connection, or it broke. */
    AWAY,
    /** No answer within the time limit. */
    SLOW,
    /** An answer that is none. */
    NONSENSE
  }

  private final Kind kind;

  public LeaseStoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public LeaseStoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
