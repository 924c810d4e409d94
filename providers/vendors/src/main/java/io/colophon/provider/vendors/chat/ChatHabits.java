package io.colophon.provider.vendors.chat;

import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.ProviderException;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Where a host differs from others that speak the chat interface.
 *
 * @param tokensKey what it calls the limit of output tokens, for instance {@code max_tokens}
 * @param asksForUsage whether {@code stream_options.include_usage} is sent; hosts that report usage
 *     without it may refuse the field
 * @param extensions names of extensions that it understands, besides our own parameters
 * @param takes parameters of ours that it understands; others are reported as dropped and not sent
 * @param failure reads an error object that came within an answer of status 200
 */
public record ChatHabits(
    String tokensKey,
    boolean asksForUsage,
    Set<String> extensions,
    Set<Parameter> takes,
    Function<JsonNode, ProviderException> failure) {

  /** Extensions that most hosts of this interface understand, in OpenAI's spelling. */
  public static final Set<String> USUAL_EXTENSIONS =
      Set.of(
          "presence_penalty",
          "frequency_penalty",
          "top_k",
          "min_p",
          "logit_bias",
          "logprobs",
          "top_logprobs",
          "reasoning_effort",
          "tool_choice",
          "parallel_tool_calls",
          "user",
          "response_format",
          "service_tier",
          "verbosity");

  public ChatHabits {
    extensions = Set.copyOf(extensions);
    takes = Set.copyOf(takes);
  }

  /** Habits of a host that understands {@link ChatAttempt#TAKES all parameters} of ours. */
  public ChatHabits(
      String tokensKey,
      boolean asksForUsage,
      Set<String> extensions,
      Function<JsonNode, ProviderException> failure) {
    this(tokensKey, asksForUsage, extensions, ChatAttempt.TAKES, failure);
  }
}
