package io.colophon.labeling.policy;

/**
 * Why a plan is as it is: stable codes for receipts and records, beside those of {@link
 * io.colophon.labeling.LabelReasons}.
 */
public final class Reasons {
  /** No regime asks people to see or hear anything here. */
  public static final String NOT_ASKED = "explicit-not-asked";

  /** The regime leaves it to the user, who did not ask. */
  public static final String LEFT_TO_USER = "explicit-left-to-user";

  /** The operator's own staff alone sees it, which the regime leaves free. */
  public static final String INTERNAL = "internal-use";

  /** The user interface owes people a continuous notice. */
  public static final String UI_NOTICE = "ui-notice";

  /**
   * A text of fewer than {@value LabelRules#SHORT_TEXT_TOKENS} tokens, which the EU leaves free.
   */
  public static final String SHORT_TEXT = "eu-short-text";

  /** A watermark in text is the model's to make; a signature stands in for it. */
  public static final String NO_TEXT_WATERMARK = "eu-no-text-watermark";

  /** The operator uses a sound that is no speech; the EU takes it if users were taught it. */
  public static final String EARCON = "eu-earcon";

  private Reasons() {}
}
