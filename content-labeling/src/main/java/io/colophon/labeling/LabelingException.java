package io.colophon.labeling;

import org.jspecify.annotations.Nullable;

/** A label could not be applied; there is no output, and the input must not leave unlabelled. */
public final class LabelingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** No labeller for this mime type. */
    UNSUPPORTED_TYPE,
    /** The type is known, but not this variant of it; for instance CMYK or an animation. */
    UNSUPPORTED_VARIANT,
    /** The input is not what its mime type says, or is damaged. */
    MALFORMED_INPUT,
    /** More pixels, frames or bytes than the limit. */
    TOO_LARGE,
    /** Too small for a label that can be read. */
    TOO_SMALL,
    /** The label was written but not found again; the output was discarded. */
    READ_BACK_FAILED,
    /** A signed manifest could not be made: its order, the key, the signer or the time stamp. */
    CREDENTIALS,
    /** Reading or writing a file failed. */
    IO
  }

  private final Reason reason;

  public LabelingException(Reason reason, String message) {
    this(reason, message, null);
  }

  public LabelingException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why, for machines. */
  public Reason reason() {
    return reason;
  }
}
