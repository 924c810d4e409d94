package io.colophon.labeling.provenance;

import java.time.Instant;

/** A record must be kept for longer: its data cannot be erased yet. */
public final class RetentionException extends Exception {
  private static final long serialVersionUID = 1;

  private final long index;
  private final Instant allowedFrom;

  RetentionException(long index, Instant allowedFrom) {
    super(
        "record "
            + index
            + " says that a copy left without its explicit label; who asked for it and who received"
            + " it is kept until "
            + allowedFrom
            + " (Measures for Labelling AI-generated Content, Article 9)");
    this.index = index;
    this.allowedFrom = allowedFrom;
  }

  /** Returns the record's number. */
  public long index() {
    return index;
  }

  /** Returns from when on it may be erased. */
  public Instant allowedFrom() {
    return allowedFrom;
  }
}
