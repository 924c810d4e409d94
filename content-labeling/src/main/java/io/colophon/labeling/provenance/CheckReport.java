package io.colophon.labeling.provenance;

import java.io.IOException;
import java.util.Optional;

/**
 * What a full check found.
 *
 * @param records records read and hashed
 * @param checkpoints checkpoints whose signature and root were compared
 * @param covered records that the newest of them covers
 * @param finding the first thing that is not as it was; empty when all is
 */
public record CheckReport(long records, int checkpoints, long covered, Optional<Finding> finding) {

  /** Returns whether nothing was found. */
  public boolean isIntact() {
    return finding.isEmpty();
  }

  /** Looks for something else where nothing was found. */
  interface Further {
    Optional<Finding> look() throws IOException;
  }

  CheckReport or(Further further) throws IOException {
    return finding.isPresent()
        ? this
        : new CheckReport(records, checkpoints, covered, further.look());
  }

  /** What was found. */
  public enum Kind {
    /** The journal's own check fails: bytes on disk changed, frames gone or in another place. */
    DAMAGED,
    /** A well-formed record is not the one that was logged there. */
    ALTERED,
    /** Records at the end are gone that a checkpoint covers. */
    MISSING,
    /** A checkpoint is not signed by the log's key, or not in order. */
    CHECKPOINT,
    /** The records are those that were signed, but the hashes stored beside them are not. */
    TREE,
    /** As {@link #TREE}, of the static files that others check. */
    TILE,
    /** The records are those that were signed, but the index of fingerprints is not theirs. */
    INDEX,
    /** A personal value is not the one that was committed to, or is gone without a note. */
    PERSONAL,
    /** A personal value that had to be kept was erased. */
    RETENTION
  }

  /**
   * One alteration.
   *
   * @param position the first record concerned, from 0
   * @param message for people
   */
  public record Finding(Kind kind, long position, String message) {}
}
