package io.colophon.gateway.labels;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.work.Completion;
import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.CredentialLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.SignedText;
import io.colophon.labeling.TextLabelStream.Insertion;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.UsageUnit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Labels text as it flows by: the words pass at once, the label stands where the policy wants it,
 * the record is on disk before the end passes. Text that a machine will parse (a JSON schema was
 * asked for, tools are called, it is one block of code) is never broken by a label inside it: it
 * gets the sidecar alone. A long text ends with its signed manifest where that is asked for. Text
 * that breaks off is recorded as far as it went.
 */
final class TextLabelFlow implements Flow.Subscriber<GenerationEvent>, Flow.Subscription {
  private static final String MIME_TYPE = "text/plain";

  /** A whole answer that is relayed is kept until its text is recorded. */
  private static final int MOST_CLOSING_BYTES = 64 * 1024 * 1024;

  private final Generation generation;
  private final LabelOrder order;
  private final FlowingText text;
  private final Optional<TextSeal> seal;
  private final Recorder recorder;
  private final Flow.Subscriber<? super GenerationEvent> downstream;
  private final AtomicBoolean recorded = new AtomicBoolean();
  private final List<GenerationEvent.Relayed> closing = new ArrayList<>(2); // upstream's thread
  private int closingBytes; // upstream's thread
  private boolean finishing;
  private Flow.@Nullable Subscription upstream;

  /**
   * @param seal signs long texts; empty when that is not asked for
   */
  TextLabelFlow(
      Generation generation,
      LabelOrder order,
      FlowingText text,
      Optional<TextSeal> seal,
      Recorder recorder,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.generation = generation;
    this.order = order;
    this.text = text;
    this.seal = seal;
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
      Optional<Insertion> insertion = text.append(delta.text());
      if (insertion.isPresent()) {
        insert(delta, insertion.get());
        return;
      }
    } else if (event instanceof GenerationEvent.ToolCall) {
      text.toolCalled();
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

  /** A piece keeps the frame it came in unless the words stand within it. */
  private void insert(GenerationEvent.TextDelta delta, Insertion insertion) {
    GenerationEvent words = new GenerationEvent.TextDelta(insertion.words());
    if (insertion.offset() == 0) {
      downstream.onNext(words);
      downstream.onNext(delta);
    } else if (insertion.offset() == delta.text().length()) {
      downstream.onNext(delta);
      downstream.onNext(words);
    } else {
      int at = insertion.offset();
      downstream.onNext(new GenerationEvent.TextDelta(delta.text().substring(0, at)));
      downstream.onNext(words);
      downstream.onNext(new GenerationEvent.TextDelta(delta.text().substring(at)));
    }
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
    if (text.isEmpty() || !recorded.compareAndSet(false, true)) {
      end(finished, null);
      return;
    }
    String suffix = text.close();
    if (!suffix.isEmpty()) {
      downstream.onNext(new GenerationEvent.TextDelta(suffix));
    }
    String sent = text.sent();
    long tokens = finished.usage().value(UsageUnit.OUTPUT_TOKENS).orElse(-1);
    boolean isLong = TextSeal.isLong(tokens, sent);
    if (!isLong) {
      text.turnedOutShort();
    }
    if (seal.isEmpty() || text.isForMachines() || !isLong) {
      record(finished, sent, Optional.empty());
      return;
    }
    Completion.of(
        seal.get().seal(order, sent),
        (signed, failure) -> {
          if (signed == null) {
            failure = failure == null ? new IllegalStateException("no answer") : failure;
            recordAndFail(sent, failure);
          } else {
            sealed(finished, sent, signed);
          }
        });
  }

  private void sealed(GenerationEvent.Finished finished, String sent, Optional<SignedText> signed) {
    if (signed.isEmpty()) {
      record(finished, sent, Optional.empty());
      return;
    }
    String wrapper = signed.get().suffix();
    downstream.onNext(new GenerationEvent.TextDelta(wrapper));
    record(finished, sent + wrapper, Optional.of(signed.get().label()));
  }

  private void record(
      GenerationEvent.Finished finished, String sent, Optional<CredentialLabel> credentials) {
    Completion.of(
        record(sent, text.applied(credentials), true), (done, failure) -> end(finished, failure));
  }

  private void recordAndFail(String sent, Throwable failure) {
    Completion.of(
        record(sent, text.applied(Optional.empty()), false),
        (done, unrecorded) -> downstream.onError(failure));
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
    if (text.isEmpty() || !recorded.compareAndSet(false, true)) {
      downstream.onError(failure);
      return;
    }
    recordAndFail(text.sent(), failure);
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
    if (!text.isEmpty() && recorded.compareAndSet(false, true)) {
      Completion.of(
          record(text.sent(), text.applied(Optional.empty()), false), recorder::logFailure);
    }
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
}
