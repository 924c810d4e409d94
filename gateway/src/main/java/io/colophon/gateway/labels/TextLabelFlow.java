package io.colophon.gateway.labels;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.work.Completion;
import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.ImplicitLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.TextLabel;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Labels text as it flows by: the words pass at once, the label follows the last of them, the
 * record is on disk before the end passes. Text that a machine will parse (a JSON schema was asked
 * for, or tools are called) is never broken by a label inside it: it gets the sidecar alone. Text
 * that breaks off is recorded as far as it went.
 */
final class TextLabelFlow implements Flow.Subscriber<GenerationEvent>, Flow.Subscription {
  private static final String MIME_TYPE = "text/plain";

  /** A whole answer that is relayed is kept until its text is recorded. */
  private static final int MOST_CLOSING_BYTES = 64 * 1024 * 1024;

  private final Generation generation;
  private final LabelOrder order;
  private final String sidecar;
  private final Labeler labeler;
  private final Recorder recorder;
  private final Flow.Subscriber<? super GenerationEvent> downstream;
  // Guarded by this: the caller may go away while the upstream still writes.
  private final StringBuilder text = new StringBuilder();
  private final AtomicBoolean recorded = new AtomicBoolean();
  private final List<GenerationEvent.Relayed> closing = new ArrayList<>(2); // upstream's thread
  private int closingBytes; // upstream's thread
  private boolean toolCalled;
  private boolean finishing;
  private Flow.@Nullable Subscription upstream;

  TextLabelFlow(
      Generation generation,
      LabelOrder order,
      String sidecar,
      Labeler labeler,
      Recorder recorder,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.generation = generation;
    this.order = order;
    this.sidecar = sidecar;
    this.labeler = labeler;
    this.recorder = recorder;
    this.downstream = downstream;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    downstream.onSubscribe(this);
  }

  @Override
  public void onNext(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      append(delta.text());
    } else if (event instanceof GenerationEvent.ToolCall) {
      toolCalled = true;
    } else if (event instanceof GenerationEvent.Relayed relayed
        && relayed.place() == GenerationEvent.Place.CLOSING) {
      keep(relayed);
      return;
    } else if (event instanceof GenerationEvent.Finished finished) {
      finish(finished);
      return;
    }
    downstream.onNext(event);
  }

  /** What closes the answer comes after the label, which comes after the last of the text. */
  private void keep(GenerationEvent.Relayed relayed) {
    closingBytes += relayed.frame().bytes().remaining();
    if (closingBytes > MOST_CLOSING_BYTES) {
      cancel();
      downstream.onError(
          Refusal.of(
              Reason.UPSTREAM_MALFORMED,
              "the end of the target's answer has more than " + MOST_CLOSING_BYTES + " bytes"));
      return;
    }
    closing.add(relayed);
    request(1); // the caller has not asked for what is kept
  }

  private void finish(GenerationEvent.Finished finished) {
    finishing = true;
    String whole = soFar();
    if (whole.isEmpty() || !recorded.compareAndSet(false, true)) {
      end(finished, null);
      return;
    }
    TextLabel label = labeler.labelText(order, sidecar, whole);
    AppliedLabel applied = label.applied();
    if (isForMachines()) {
      applied =
          new AppliedLabel(
              applied.profile(), Optional.empty(), sidecarOnly(applied.implicit().aigcJson()));
    } else {
      whole = whole + label.suffix();
      downstream.onNext(new GenerationEvent.TextDelta(label.suffix()));
    }
    Completion.of(record(whole, applied, true), (done, failure) -> end(finished, failure));
  }

  private void end(GenerationEvent.Finished finished, @Nullable Throwable failure) {
    if (failure != null) {
      downstream.onError(
          Refusal.of(Reason.RECORD_FAILED, "the output could not be recorded", failure));
      return;
    }
    closing.forEach(downstream::onNext);
    downstream.onNext(finished);
    downstream.onComplete();
  }

  @Override
  public void onError(Throwable failure) {
    String whole = soFar();
    if (whole.isEmpty() || !recorded.compareAndSet(false, true)) {
      downstream.onError(failure);
      return;
    }
    Completion.of(
        record(whole, partial(), false), (done, unrecorded) -> downstream.onError(failure));
  }

  @Override
  public void onComplete() {
    if (!finishing) {
      onError(Refusal.of(Reason.UPSTREAM_MALFORMED, "the target's answer ended without its end"));
    }
  }

  @Override
  public void request(long n) {
    Flow.Subscription subscription = upstream;
    if (subscription != null) {
      subscription.request(n);
    }
  }

  @Override
  public void cancel() {
    Flow.Subscription subscription = upstream;
    if (subscription != null) {
      subscription.cancel();
    }
    String whole = soFar();
    if (!whole.isEmpty() && recorded.compareAndSet(false, true)) {
      Completion.of(record(whole, partial(), false), recorder::logFailure);
    }
  }

  private synchronized void append(String delta) {
    text.append(delta);
  }

  private synchronized String soFar() {
    return text.toString();
  }

  private CompletableFuture<Void> record(String output, AppliedLabel label, boolean whole) {
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    String sha256 = Digests.sha256(bytes);
    return recorder.record(
        generation,
        order,
        new Recorder.Output(0, MIME_TYPE, sha256, sha256, bytes.length, whole),
        label);
  }

  private AppliedLabel partial() {
    return new AppliedLabel(order.profile(), Optional.empty(), sidecarOnly(sidecar));
  }

  private static ImplicitLabel sidecarOnly(String aigc) {
    return new ImplicitLabel(ImplicitLabel.SIDECAR, aigc, List.of());
  }

  private boolean isForMachines() {
    return toolCalled
        || (generation.received().request() instanceof GenerationRequest.Text request
            && request.jsonSchema().isPresent());
  }
}
