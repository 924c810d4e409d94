package io.colophon.gateway.routing.shadow;

import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.AttemptUse;
import io.colophon.gateway.pipeline.Expense;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.routing.RoutePlan.RankedTarget;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.ledger.EndState;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Ticker;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One copy of a request: its answer is counted and thrown away as it comes. */
final class ShadowCopy implements Flow.Subscriber<GenerationEvent> {
  /** Most of an answer that is read, 64 MiB: a film for nobody. */
  private static final long MOST_BYTES = 64L << 20;

  private final Generation generation;
  private final Target target;
  private final GenerationRequest request;
  private final ShadowLine line;
  private final PlatformExpenses expenses;
  private final Ticker ticker;
  private final AttemptUse use;
  private final long startNanos;
  private final AtomicBoolean over = new AtomicBoolean();

  // Of the upstream's thread.
  private volatile Flow.@Nullable Subscription upstream;
  private Optional<ServedModel> served = Optional.empty();
  private long bytes;

  ShadowCopy(
      Generation generation,
      RankedTarget ranked,
      ShadowLine line,
      PlatformExpenses expenses,
      Ticker ticker) {
    this.generation = generation;
    this.target = ranked.target();
    this.request = ranked.request(generation.received().request());
    this.line = line;
    this.expenses = expenses;
    this.ticker = ticker;
    this.use = AttemptUse.of(target.model().name());
    this.startNanos = ticker.nanos();
  }

  /** Asks the target, under an id of its own: vendors take equal ids for one request. */
  void begin() {
    target.deployment().use(); // a reload does not close it meanwhile
    target
        .deployment()
        .provider()
        .generate(
            request,
            new CallOptions(
                generation.received().generationId() + "-shadow",
                generation.received().deadlineNanos()))
        .subscribe(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(GenerationEvent event) {
    use.saw(event);
    if (event instanceof GenerationEvent.Accepted accepted) {
      served = accepted.model();
    } else if (event instanceof GenerationEvent.MediaChunk chunk) {
      bytes += chunk.bytes().remaining();
    } else if (event instanceof GenerationEvent.TextDelta delta) {
      bytes += 2L * delta.text().length();
    }
    Flow.Subscription subscription = upstream;
    if (bytes > MOST_BYTES && subscription != null && end("cancelled", false)) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    ProviderException fact =
        failure instanceof ProviderException known
            ? known
            : new ProviderException(FailureKind.INTERNAL, "the plug-in broke", null, failure);
    boolean ofTheRequest =
        switch (fact.kind()) {
          case INVALID_REQUEST, UNSUPPORTED, CONTENT_REFUSED -> true;
          default -> false;
        };
    end(fact.kind().name().toLowerCase(Locale.ROOT), !ofTheRequest);
  }

  @Override
  public void onComplete() {
    if (use.isEnded()) {
      end("ok", false);
    } else {
      end("malformed_answer", true);
    }
  }

  private boolean end(String outcome, boolean failed) {
    if (!over.compareAndSet(false, true)) {
      return false;
    }
    long duration = ticker.nanos() - startNanos;
    try {
      if (failed) {
        target
            .health()
            .failed(duration, new ProviderException(FailureKind.INTERNAL, outcome, null, null));
      } else {
        target.health().succeeded(duration);
      }
      if (use.isAnswered() && use.enter()) {
        expenses.enter(
            generation,
            Expense.SHADOW,
            new PlatformExpenses.BurntAttempt(
                target,
                served,
                new AttemptRecord(target.name(), outcome, duration),
                outcome.equals("ok") ? EndState.COMPLETED : EndState.FAILED_AFTER_OUTPUT,
                use.used(request)));
      }
    } finally {
      line.ended(failed);
      target.deployment().release();
    }
    return true;
  }
}
