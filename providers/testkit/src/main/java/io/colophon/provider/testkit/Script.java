package io.colophon.provider.testkit;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Usage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link FakeUpstream} does in one generation, step by step. Immutable: each method gives a
 * longer script. A script may break the order of events on purpose; demand is always honoured. A
 * script that ends without {@link #finish()} or {@link #fail} completes where it ends.
 */
public final class Script {

  /** One step. */
  sealed interface Step {
    record Emit(GenerationEvent event) implements Step {}

    record Fail(ProviderException failure) implements Step {}

    record Hang(Gate gate) implements Step {}
  }

  private final List<Step> steps;

  private Script(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** A script without steps. */
  public static Script start() {
    return new Script(List.of());
  }

  /** Accepts, says {@code pieces} one by one, and finishes without usage. */
  public static Script saying(String... pieces) {
    return start().accept().text(pieces).finish();
  }

  /** Accepts without naming a model. */
  public Script accept() {
    return emit(new GenerationEvent.Accepted(Optional.empty(), List.of()));
  }

  /** Accepts and names the model that answers. */
  public Script accept(String servedModel) {
    return emit(new GenerationEvent.Accepted(Optional.of(new ServedModel(servedModel)), List.of()));
  }

  /** Pieces of text, each an event of its own. */
  public Script text(String... pieces) {
    Script longer = this;
    for (String piece : pieces) {
      longer = longer.emit(new GenerationEvent.TextDelta(piece));
    }
    return longer;
  }

  /** One chunk of a media output. */
  public Script chunk(int index, String mimeType, byte[] bytes, boolean last) {
    return emit(new GenerationEvent.MediaChunk(index, mimeType, ByteBuffer.wrap(bytes), last));
  }

  /** A whole media output in one chunk. */
  public Script media(int index, String mimeType, byte[] bytes) {
    return chunk(index, mimeType, bytes, true);
  }

  /** How far it is, from 0 to 1. */
  public Script progress(double fraction) {
    return emit(new GenerationEvent.Progress(fraction));
  }

  /** Any event. */
  public Script emit(GenerationEvent event) {
    return with(new Step.Emit(event));
  }

  /** Stands still until the gate opens; deadline, cancellation and close still end the stream. */
  public Script hang(Gate gate) {
    return with(new Step.Hang(gate));
  }

  /** Stands still for good. */
  public Script hang() {
    return hang(new Gate());
  }

  /** Ends in a failure. */
  public Script fail(FailureKind kind, String message) {
    return fail(new ProviderException(kind, message));
  }

  /** Ends in a failure that asks to wait. */
  public Script fail(FailureKind kind, String message, Duration retryAfter) {
    return fail(new ProviderException(kind, message, retryAfter, null));
  }

  /** Ends in a failure. */
  public Script fail(ProviderException failure) {
    return with(new Step.Fail(failure));
  }

  /** Stops in the usual way and reports no usage. */
  public Script finish() {
    return finish(FinishReason.STOP, Usage.UNREPORTED);
  }

  /** Stops and reports usage. */
  public Script finish(FinishReason reason, Usage usage) {
    return emit(new GenerationEvent.Finished(reason, usage));
  }

  private Script with(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Script(longer);
  }

  List<Step> steps() {
    return steps;
  }
}
