package io.colophon.provider.spi;

/** Names of the dialects in which a {@link WireFrame} can be. */
public final class Dialects {
  /** OpenAI's {@code /v1/chat/completions}. */
  public static final String OPENAI_CHAT = "openai-chat";

  /** OpenAI's {@code /v1/responses}. */
  public static final String OPENAI_RESPONSES = "openai-responses";

  /** Anthropic's {@code /v1/messages}. */
  public static final String ANTHROPIC_MESSAGES = "anthropic-messages";

  /** Google's {@code generateContent} and {@code streamGenerateContent}. */
  public static final String GEMINI_CONTENT = "gemini-content";

  private Dialects() {}
}
