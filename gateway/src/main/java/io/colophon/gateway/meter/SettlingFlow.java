package io.colophon.gateway.meter;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.EndOfFlow;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.gateway.work.Completion;
import io.colophon.metering.ledger.EndState;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Ticker;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a generation's flow: hands output to the reply, and sees to it that the generation
 * ends once, is settled once, and that the reply hears of the end only after the settlement is on
 * disk. The caller's going away and the deadline come in from other threads.
 */
public final class SettlingFlow implements Flow.Subscriber<GenerationEvent>, EndOfFlow {
  private static final Logger log = LoggerFactory.getLogger(SettlingFlow.class);

  /** A caller whose deadline passes hangs up; that may reach us a little before our own clock. */
  private static final long DEADLINE_SLACK_NANOS = 20_000_000;

  private final Generation generation;
  private final Settlement settlement;
  private final Reply reply;
  private final Ticker ticker;

  // Guarded by this, which is held while the reply is called so that it hears one thing at a time.
  private Flow.@Nullable Subscription upstream;
  private boolean started;
  private boolean outputReached;
  private boolean ended;
  private @Nullable Runnable onEnd;

  SettlingFlow(Generation generation, Settlement settlement, Reply reply, Ticker ticker) {
    this.generation = generation;
    this.settlement = settlement;
    this.reply = reply;
    this.ticker = ticker;
  }

  /**
   * Sets what is to be done when the generation has ended, such as stopping the deadline's timer.
   */
  public synchronized void whenEnded(Runnable action) {
    onEnd = action;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    boolean late;
    synchronized (this) {
      upstream = subscription;
      late = ended;
    }
    if (late) {
      subscription.cancel(); // the deadline passed meanwhile, and found nothing to cancel
    }
  }

  @Override
  public void onNext(GenerationEvent event) {
    if (event instanceof GenerationEvent.Finished finished) {
      finish(finished);
      return;
    }
    synchronized (this) {
      if (ended) {
        return;
      }
      start();
      if (ended) {
        return; // the reply cancelled, or left, as soon as it had what to cancel
      }
      if (!(event instanceof GenerationEvent.Progress)
          && !(event instanceof GenerationEvent.Submitted)) {
        outputReached = true;
      }
      reply.output(event);
    }
  }

  private void start() {
    if (!started) {
      started = true;
      reply.started(generation);
    }
  }

  private void finish(GenerationEvent.Finished finished) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      start();
    }
    ended();
    EndState state =
        finished.reason() == FinishReason.CONTENT_FILTERED
            ? EndState.CONTENT_FILTERED
            : EndState.COMPLETED;
    Completion.of(
        settlement
            .count()
            .map(counted -> counted.thenCompose(done -> complete(state, finished)))
            .orElseGet(() -> complete(state, finished)),
        this::replyFinished);
  }

  private CompletableFuture<Receipt> complete(EndState state, GenerationEvent.Finished finished) {
    return settlement.complete(state, finished.reason());
  }

  private void replyFinished(@Nullable Receipt receipt, @Nullable Throwable failure) {
    if (receipt != null) {
      reply.finished(receipt);
    } else {
      log.error("generation {} is not settled", generation.received().generationId(), failure);
      reply.failed(
          Refusal.of(Reason.RECORD_FAILED, "the generation could not be entered in the ledger"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    Refusal refusal =
        failure instanceof Refusal known
            ? known
            : Refusal.of(Reason.INTERNAL, "the gateway failed", failure);
    breakOff(stateOf(refusal), refusal);
  }

  @Override
  public void onComplete() {
    breakOff(
        EndState.FAILED_AFTER_OUTPUT,
        Refusal.of(Reason.UPSTREAM_MALFORMED, "the answer ended without its end"));
  }

  private EndState stateOf(Refusal refusal) {
    return switch (refusal.reason()) {
      case CONTENT_REFUSED -> EndState.REFUSED;
      case DEADLINE_EXCEEDED -> EndState.DEADLINE;
      default -> hasReached() ? EndState.FAILED_AFTER_OUTPUT : EndState.FAILED_BEFORE_OUTPUT;
    };
  }

  private synchronized boolean hasReached() {
    return outputReached;
  }

  // ---- from the door's side

  @Override
  public void request(long n) {
    Flow.Subscription subscription;
    synchronized (this) {
      subscription = upstream;
    }
    if (subscription != null) {
      subscription.request(n);
    }
  }

  @Override
  public void cancel() {
    if (generation.received().deadlineNanos() - ticker.nanos() <= DEADLINE_SLACK_NANOS) {
      breakOff(EndState.DEADLINE, Refusal.of(Reason.DEADLINE_EXCEEDED, "the deadline passed"));
      return;
    }
    breakOff(
        hasReached() ? EndState.CANCELLED_AFTER_OUTPUT : EndState.CANCELLED_BEFORE_OUTPUT,
        Refusal.of(Reason.CANCELLED, "the caller cancelled"));
  }

  @Override
  public void leave() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    ended();
    settlement.leave();
    reply.failed(Refusal.of(Reason.DRAINING, "the server is stopping"));
  }

  /** Ends the generation if its deadline has passed. */
  public void expire() {
    if (generation.received().deadlineNanos() - ticker.nanos() <= 0) {
      breakOff(EndState.DEADLINE, Refusal.of(Reason.DEADLINE_EXCEEDED, "the deadline passed"));
    }
  }

  private void breakOff(EndState state, Refusal refusal) {
    Flow.Subscription subscription;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      subscription = upstream;
    }
    if (owes(refusal)) {
      generation.abandoned();
    }
    if (subscription != null) {
      subscription.cancel();
    }
    ended();
    if (refusal.reason() == Reason.INTERNAL) {
      log.error("generation {} failed", generation.received().generationId(), refusal);
    }
    Optional<CompletableFuture<Void>> readOn = generation.readOn();
    if (readOn.isEmpty()) {
      Completion.of(settle(state, refusal), (position, failure) -> reply.failed(refusal));
    } else {
      settlement.freeSlots();
      reply.failed(refusal); // nobody waits for the rest
      Completion.of(
          readOn.get().thenCompose(done -> settle(state, refusal)), (position, failure) -> {});
    }
  }

  private CompletableFuture<Long> settle(EndState state, Refusal refusal) {
    Optional<CompletableFuture<Void>> count = settlement.count();
    if (count.isEmpty()) {
      return settlement.breakOff(state, refusal.reason(), hasReached());
    }
    settlement.freeSlots();
    return count
        .get()
        .thenCompose(done -> settlement.breakOff(state, refusal.reason(), hasReached()));
  }

  /** Whether it is the caller who does not want the rest. */
  private static boolean owes(Refusal refusal) {
    return Owed.of(refusal.reason(), false) == Owed.BY_CALLER;
  }

  private void ended() {
    Runnable action;
    synchronized (this) {
      action = onEnd;
    }
    if (action != null) {
      action.run();
    }
  }
}
