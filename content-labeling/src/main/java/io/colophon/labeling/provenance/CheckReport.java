package io.colophon.labeling.provenance;

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
    TREE
  }

  /**
   * One alteration.
   *
   * @param position the first record concerned, from 0
   * @param message for people
   */
  public record Finding(Kind kind, long position, String message) {}
}
