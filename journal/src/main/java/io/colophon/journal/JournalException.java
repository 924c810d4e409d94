package io.colophon.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a journal could not be opened, read or appended to. */
public sealed class JournalException extends IOException permits CorruptJournalException {
  private static final long serialVersionUID = 1;

  /** What went wrong, for code; the message is for people. */
  public enum Reason {
    /**
     * The queue before the disk is at its limit; nothing was queued, trying again later may work.
     */
    FULL,
    /** The record is larger than {@link JournalOptions#maxRecordBytes()}; nothing was queued. */
    TOO_LARGE,
    /** The disk refused: no space, read-only, or a failing device. The message has its words. */
    DISK,
    /** The journal was closed before the record was queued. */
    CLOSED,
    /** Another process or another object in this process holds the directory. */
    LOCKED,
    /** Bytes on disk are not what was written. */
    CORRUPT
  }

  private final Reason reason;

  JournalException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns what went wrong. */
  public final Reason reason() {
    return reason;
  }
}
