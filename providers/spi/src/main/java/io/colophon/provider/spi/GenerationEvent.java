package io.colophon.provider.spi;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a provider says while it generates. The order is: one {@link Accepted}; any number of {@link
 * TextDelta}, {@link MediaChunk}, {@link ToolCall} and {@link Progress}; one {@link Finished}. A
 * failure is not an event but ends the stream with a {@link ProviderException}.
 */
public sealed interface GenerationEvent {

  /**
   * The upstream took the request.
   *
   * @param model which model answers, as the upstream says; empty when it does not say
   * @param translations what was changed or dropped of the request's parameters; empty when all
   *     were taken as they are
   */
  record Accepted(Optional<ServedModel> model, List<Translation> translations)
      implements GenerationEvent {
    public Accepted {
      translations = List.copyOf(translations);
    }
  }

  /**
   * The next piece of text output.
   *
   * @param text never empty; never splits a surrogate pair
   */
  record TextDelta(String text) implements GenerationEvent {}

  /**
   * The next piece of one media output. Outputs come one after the other: index 0 to its last
   * chunk, then index 1.
   *
   * @param index which output, from 0
   * @param mimeType the same in every chunk of one output
   * @param bytes read-only, never copied on the way; the receiver may keep it
   * @param last true on the chunk that completes the output
   */
  record MediaChunk(int index, String mimeType, ByteBuffer bytes, boolean last)
      implements GenerationEvent {
    public MediaChunk {
      bytes = bytes.asReadOnlyBuffer();
    }
  }

  /**
   * The model asks the caller to run a tool.
   *
   * @param id unique within the generation
   * @param name one of the request's tools
   * @param argumentsJson a whole JSON object, as text
   */
  record ToolCall(String id, String name, String argumentsJson) implements GenerationEvent {}

  /**
   * How far the work is.
   *
   * @param fraction 0 to 1, never falling
   */
  record Progress(double fraction) implements GenerationEvent {}

  /**
   * The output is complete.
   *
   * @param reason why the model stopped
   * @param usage what the upstream says was used
   */
  record Finished(FinishReason reason, Usage usage) implements GenerationEvent {}
}
