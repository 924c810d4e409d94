package io.colophon.metering.ledger;

import io.colophon.journal.JournalException;
import org.jspecify.annotations.Nullable;

/** The ledger did not take an entry. Nothing may be released that depends on it. */
public final class LedgerRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why, for code; the message is for people. */
  public enum Reason {
    /** An entry of that kind and id is there already, or none was opened. */
    NOT_OPEN,
    /** A correction of what is not settled, or not the next one after the last. */
    NOT_NEXT,
    /** A limit is reached: too many open generations, or the disk's queue. Later may work. */
    FULL,
    /** The disk refuses, which may pass (see {@link Ledger#healthy}), or the ledger is closed. */
    UNAVAILABLE
  }

  private final Reason reason;

  LedgerRefusedException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** For what the journal did not take. */
  static LedgerRefusedException notWritten(Throwable failure) {
    boolean full =
        failure instanceof JournalException journal
            && journal.reason() == JournalException.Reason.FULL;
    return new LedgerRefusedException(
        full ? Reason.FULL : Reason.UNAVAILABLE, "the ledger was not written", failure);
  }

  public Reason reason() {
    return reason;
  }
}
