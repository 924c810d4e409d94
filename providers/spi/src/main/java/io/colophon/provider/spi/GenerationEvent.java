package io.colophon.provider.spi;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says while it generates. The order is: one {@link Accepted}; at most one {@link
 * Submitted}; any number of {@link TextDelta}, {@link MediaChunk}, {@link ToolCall}, {@link
 * Vector}, {@link Relayed}, {@link Progress} and {@link UsedSoFar}; one {@link Finished}. A failure
 * is not an event but ends the stream with a {@link ProviderException}.
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
   * The upstream runs the request as a job of its own, which outlives the connection. Comes after
   * {@link Accepted} and at most once. A host that keeps the handle can take the job up again with
   * {@link Provider#resume}.
   *
   * @param handle everything the plug-in needs to find the job again, as it likes; never blank, at
   *     most 4,096 characters, and nothing secret in it
   */
  record Submitted(String handle) implements GenerationEvent {
    public Submitted {
      if (handle.isBlank() || handle.length() > 4096) {
        throw new IllegalArgumentException(
            "a job's handle has " + handle.length() + " characters, expected 1 to 4096");
      }
    }
  }

  /**
   * The next piece of text output.
   *
   * @param text never empty; never splits a surrogate pair
   * @param frame the upstream's own bytes that say this and nothing else; null when there are none
   */
  record TextDelta(String text, @Nullable WireFrame frame) implements GenerationEvent {
    /** A piece of text without a frame of its own. */
    public TextDelta(String text) {
      this(text, null);
    }
  }

  /**
   * Bytes of an upstream that speaks the caller's dialect, beside the text in {@link TextDelta}s. A
   * door of that dialect hands them on; every other receiver ignores them. What they mean in our
   * terms is said by events of its own, such as {@link ToolCall} and {@link Finished}.
   *
   * @param frame the bytes
   * @param place where they stand
   */
  record Relayed(WireFrame frame, Place place) implements GenerationEvent {}

  /** Where relayed bytes stand in an answer. */
  enum Place {
    /** Before anything useful: the attempt may still fail over to another target. */
    OPENING,
    /** Part of the output, such as a piece of a tool call. */
    CONTENT,
    /**
     * After the last piece of text. A label at the end of the text comes before them. For an answer
     * that is not a stream: the whole answer.
     */
    CLOSING
  }

  /**
   * The vector of one text.
   *
   * @param index which text of the request, from 0
   * @param values read-only; the receiver may keep it
   */
  record Vector(int index, FloatBuffer values) implements GenerationEvent {
    public Vector {
      values = values.asReadOnlyBuffer();
    }
  }

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
   * What the upstream says it has used so far, for a stream that may yet fail or be cancelled. It
   * is no output; a later one takes the place of an earlier one, and {@link Finished} that of all.
   *
   * @param usage cumulative, its counters {@link Quantity.Source#PROVIDER_PARTIAL}; never empty
   */
  record UsedSoFar(Usage usage) implements GenerationEvent {}

  /**
   * The output is complete.
   *
   * @param reason why the model stopped
   * @param usage what the upstream says was used
   */
  record Finished(FinishReason reason, Usage usage) implements GenerationEvent {}
}
