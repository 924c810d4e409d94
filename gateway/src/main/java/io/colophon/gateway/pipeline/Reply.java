package io.colophon.gateway.pipeline;

import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.spi.GenerationEvent;

/**
 * The last verb: what a door does with a generation's output. Called by one thread at a time, in
 * this order: {@link #started} once, any number of {@link #output}, then {@link #finished}; or
 * {@link #failed} at any point. Nothing is called after {@link #finished} or {@link #failed}.
 *
 * <p>A door that is slow asks for less: see {@link Generation#request}.
 */
public interface Reply {

  /** A target took the request; the facts are in the generation. */
  void started(Generation generation);

  /** The next {@code TextDelta}, {@code MediaChunk}, {@code ToolCall} or {@code Progress}. */
  void output(GenerationEvent event);

  /** All is put out, labelled, settled and recorded. */
  void finished(Receipt receipt);

  /** The generation does not come about, or breaks off. */
  void failed(Refusal refusal);
}
