package io.colophon.metering.ledger;

import java.io.IOException;

/**
 * One entry of a ledger is not understood, though the disk gave back what was written: for instance
 * one of a later version. Those behind it can be read.
 */
public final class UnreadableEntryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long index;

  UnreadableEntryException(long index, IOException cause) {
    super("entry " + index + " of the ledger: " + cause.getMessage(), cause);
    this.index = index;
  }

  /** Its position in the ledger, from 0. */
  public long index() {
    return index;
  }
}
