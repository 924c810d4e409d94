package io.colophon.gateway.openai;

import io.colophon.provider.spi.FinishReason;

/** Why a model stopped, in OpenAI's words. */
final class FinishReasons {

  private FinishReasons() {}

  static String chat(FinishReason reason) {
    return switch (reason) {
      case STOP -> "stop";
      case LENGTH, LIMIT_REACHED -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTERED -> "content_filter";
    };
  }
}
