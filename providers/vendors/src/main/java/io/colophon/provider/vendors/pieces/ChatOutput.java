package io.colophon.provider.vendors.pieces;

import io.colophon.provider.http.Output;
import io.colophon.provider.http.PartialUsage;
import io.colophon.provider.http.WholeCharacters;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a chat upstream says piece by piece into events in the order that the plug-in
 * interface asks for. Used on the event loop of its {@link Output} only.
 */
public final class ChatOutput {
  private final Output out;
  private final List<Translation> translations;
  private final WholeCharacters characters = new WholeCharacters();
  private final ToolCallPieces calls = new ToolCallPieces();
  private final PartialUsage sofar;
  private Usage usage = Usage.UNREPORTED;
  private @Nullable FinishReason reason;
  private boolean accepted;
  private boolean hasText;

  /**
   * @param translations what was changed of the request's parameters
   */
  public ChatOutput(Output out, List<Translation> translations) {
    this.out = out;
    this.sofar = new PartialUsage(out);
    this.translations = List.copyOf(translations);
  }

  /** The upstream took the request; said once, however often this is called. */
  public void accepted(@Nullable String servedModel) {
    if (!accepted) {
      accepted = true;
      out.emit(
          new GenerationEvent.Accepted(
              servedModel == null || servedModel.isBlank()
                  ? Optional.empty()
                  : Optional.of(new ServedModel(servedModel)),
              translations));
    }
  }

  /** The next piece of text; may be empty and may end within a character. */
  public void text(String piece) {
    String whole = characters.next(piece);
    if (!whole.isEmpty()) {
      accepted(null);
      hasText = true;
      out.emit(new GenerationEvent.TextDelta(whole));
    }
  }

  /**
   * The next piece of a tool call.
   *
   * @param index which call of the answer
   * @param id null or empty where it is not said, as in all pieces but the first
   * @param name null or empty where it is not said, as in all pieces but the first
   * @param arguments the next characters of the arguments' JSON
   */
  public void call(int index, @Nullable String id, @Nullable String name, String arguments) {
    calls.add(index, id, name, arguments);
  }

  /** What was used so far; the last word counts, and an empty one says nothing. */
  public void usage(Usage said) {
    if (!said.isEmpty()) {
      usage = said;
      accepted(null);
      sofar.say(said);
    }
  }

  /** Why the model stopped; the stream goes on until {@link #end}, as counts may follow. */
  public void stopped(FinishReason why) {
    reason = why;
  }

  /** Whether the model has said why it stopped. */
  public boolean hasStopped() {
    return reason != null;
  }

  /** Whether the request was accepted. */
  public boolean isAccepted() {
    return accepted;
  }

  /**
   * The upstream's policy cuts the output. What was put out before stands and ends as filtered; if
   * nothing was, the request was refused.
   *
   * @param refused the failure if nothing was put out
   */
  public void cutByPolicy(ProviderException refused) {
    if (!hasText) {
      out.fail(refused);
      return;
    }
    out.finish(FinishReason.CONTENT_FILTERED, usage.as(Quantity.Source.PROVIDER_PARTIAL));
  }

  /** The upstream has said all; without a reason before, it was cut off. */
  public void end() {
    FinishReason why = reason;
    if (why == null) {
      out.fail(FailureKind.UNREACHABLE, "the stream ended before the model said that it stopped");
      return;
    }
    accepted(null);
    String rest = characters.end();
    if (!rest.isEmpty()) {
      out.emit(new GenerationEvent.TextDelta(rest));
    }
    List<GenerationEvent.ToolCall> whole = calls.whole();
    whole.forEach(out::emit);
    out.finish(whole.isEmpty() ? why : FinishReason.TOOL_CALLS, usage);
  }
}
