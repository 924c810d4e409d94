package io.colophon.labeling;

/**
 * The order of work on one file. What comes later would void, or be voided by, what comes before: a
 * mark changes samples, a manifest's hash covers every byte.
 */
enum LabelingStage {
  /** Nothing done yet. */
  START,
  /** What people see or hear, and after it the imperceptible mark: samples are final. */
  SAMPLES,
  /** What machines read: all bytes but the manifest are final. */
  METADATA,
  /** The signed manifest: the file is final. */
  CREDENTIALS,
  /** Reading back. Nothing is written any more. */
  READ_BACK;

  /**
   * Goes on to a stage.
   *
   * @return {@code next}
   * @throws IllegalStateException if it lies behind: that work would break what is there
   */
  LabelingStage to(LabelingStage next) {
    if (next.compareTo(this) <= 0) {
      throw new IllegalStateException(next + " after " + this + " would break what is there");
    }
    return next;
  }
}
