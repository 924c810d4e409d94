package io.colophon.labeling.policy;

import java.util.OptionalInt;

/**
 * What is known of one output.
 *
 * @param chinese its words, spoken or written, are Chinese
 * @param opening it is the first answer of a conversation
 * @param tokens how long a text is; empty counts as long
 * @param omitted a caller who may do so asked for a copy without the label that people see or hear
 */
public record ContentFacts(boolean chinese, boolean opening, OptionalInt tokens, boolean omitted) {

  /** Nothing is known: not Chinese, not a conversation's first answer, long. */
  public static final ContentFacts NONE =
      new ContentFacts(false, false, OptionalInt.empty(), false);

  /** The same for a text of so many tokens. */
  public ContentFacts withTokens(int count) {
    return new ContentFacts(chinese, opening, OptionalInt.of(count), omitted);
  }

  /** The same for Chinese words. */
  public ContentFacts withChinese(boolean isChinese) {
    return new ContentFacts(isChinese, opening, tokens, omitted);
  }

  /** The same for the first answer of a conversation. */
  public ContentFacts withOpening(boolean isOpening) {
    return new ContentFacts(chinese, isOpening, tokens, omitted);
  }

  /** The same for a copy without the label that people see or hear. */
  public ContentFacts withOmitted(boolean isOmitted) {
    return new ContentFacts(chinese, opening, tokens, isOmitted);
  }
}
