package io.colophon.provider.spi;

/** Names of the dialects in which a {@link WireFrame} can be. */
public final class Dialects {
  /** OpenAI's {@code /v1/chat/completions}. */
  public static final String OPENAI_CHAT = "openai-chat";

  /** OpenAI's {@code /v1/responses}. */
  public static final String OPENAI_RESPONSES = "openai-responses";

  /** Anthropic's {@code /v1/messages}. */
  public static final String ANTHROPIC_MESSAGES = "anthropic-messages";

  /** Google's {@code generateContent}: one whole answer. */
  public static final String GEMINI_CONTENT = "gemini-content";

  /**
   * Google's {@code streamGenerateContent} with {@code alt=sse}; a name of its own, since the body
   * of a request does not say which of the two it is.
   */
  public static final String GEMINI_STREAM = "gemini-content-stream";

  private Dialects() {}
}
