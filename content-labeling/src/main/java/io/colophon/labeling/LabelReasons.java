package io.colophon.labeling;

/** Codes that say why a layer is not there, as they stand in receipts and records. */
public final class LabelReasons {
  /** Text for machines, which words would break. */
  public static final String STRUCTURED_OUTPUT = "structured-output";

  /** The caller asked for it, with an agreement (Measures for Labelling, Article 9). */
  public static final String OMITTED_ON_REQUEST = "explicit-omitted-on-request";

  /** No manifest has a place in files of this format. */
  public static final String NO_CREDENTIALS_FOR_FORMAT = "no-credentials-for-format";

  /** No signer is configured. */
  public static final String NO_SIGNER = "no-signer";

  /** No imperceptible mark is known for this format. */
  public static final String NO_WATERMARK_FOR_FORMAT = "no-watermark-for-format";

  /** The imperceptible mark was not found again: the content has no room for it. */
  public static final String WATERMARK_DOES_NOT_HOLD = "watermark-does-not-hold";

  /** Nothing is known about how the content came to be, so nothing is signed about it. */
  public static final String ORIGIN_UNKNOWN = "origin-unknown";

  private LabelReasons() {}
}
