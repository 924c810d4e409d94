package io.colophon.provider.vendors.gemini;

/**
 * Ids of tool calls. Newer models sign the thoughts that led to a call and refuse a conversation
 * that comes back without the signature. Our messages have no place for it, and an id goes back and
 * forth untouched, so the signature travels in the id.
 */
final class ToolIds {
  private static final String MARK = "__thought__";

  /**
   * What Google lets callers send for calls that no Gemini model made (documentation of thought
   * signatures).
   */
  static final String NO_SIGNATURE = "skip_thought_signature_validator";

  private ToolIds() {}

  /** An id with the signature, which may be empty. */
  static String join(String id, String signature) {
    return signature.isEmpty() ? id : id + MARK + signature;
  }

  /** The id without its signature. */
  static String id(String joined) {
    int at = joined.indexOf(MARK);
    return at < 0 ? joined : joined.substring(0, at);
  }

  /** The signature; empty when the id has none. */
  static String signature(String joined) {
    int at = joined.indexOf(MARK);
    return at < 0 ? "" : joined.substring(at + MARK.length());
  }
}
