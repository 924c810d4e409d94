package io.colophon.gateway.meter;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.AttemptUse;
import io.colophon.gateway.pipeline.Expense;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.LabeledOutput;
import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.pipeline.PlatformExpenses.BurntAttempt;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.screening.Screened;
import io.colophon.metering.MeterReading;
import io.colophon.metering.ledger.AttemptEntry;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles one generation: reading, ledger, hold, receipt. What is on the platform's account is
 * opened in the ledger only when it is settled, if anything is to be entered at all.
 */
public final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);
  private static final long NOTHING_ENTERED = -1;
  private static final MeterReading NO_TARGET = MeterReading.unknown("no target was reached");

  private final Generation generation;
  private final OpenedEntry opened;
  private final boolean onPlatform;
  private final Entering entering;
  private final PlatformExpenses platform;
  private final CountingLane counting;
  private final Clock clock;
  private final Ticker ticker;

  Settlement(
      Generation generation,
      OpenedEntry opened,
      boolean onPlatform,
      Entering entering,
      PlatformExpenses platform,
      CountingLane counting,
      Clock clock,
      Ticker ticker) {
    this.generation = generation;
    this.opened = opened;
    this.onPlatform = onPlatform;
    this.entering = entering;
    this.platform = platform;
    this.counting = counting;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Has counted what the upstream did not say and a tokenizer can tell; to be called before either
   * way of settling, which then finds the figures.
   *
   * @return completes when it is counted, and never fails; empty if nothing is to be counted, as of
   *     nearly all that come to their end
   */
  Optional<CompletableFuture<Void>> count() {
    return generation
        .use()
        .flatMap(use -> use.uncounted(generation.received().request()))
        .map(counting::run);
  }

  /**
   * Settles a generation that came to its end, be it that the gateway put an end to the output.
   *
   * @return the receipt, once the settlement is on disk
   */
  CompletableFuture<Receipt> complete(EndState state, FinishReason reason) {
    Usage usage = usage();
    MeterReading reading = read(usage);
    SettledEntry entry = entry(state, usage, reading);
    endHold(usage, reading);
    learn(reason, usage);
    Optional<JobLink.EndKeeper> keeper = generation.received().job().flatMap(JobLink::keeper);
    if (keeper.isEmpty()) {
      return enter(entry).thenApply(position -> receipt(reason, usage, reading));
    }
    Receipt receipt = receipt(reason, usage, reading);
    return keeper
        .get()
        .keep(entry, receipt)
        .handle((kept, failure) -> Optional.ofNullable(failure))
        .thenCompose(failure -> enterKept(entry, receipt, failure));
  }

  /** What could not be kept does not reach the caller, but its upstream was used all the same. */
  private CompletableFuture<Receipt> enterKept(
      SettledEntry entry, Receipt receipt, Optional<Throwable> failure) {
    if (failure.isEmpty()) {
      return enter(entry).thenApply(position -> receipt);
    }
    if (onPlatform) {
      return enter(entry.endingIn(EndState.FAILED_AFTER_OUTPUT))
          .thenCompose(position -> CompletableFuture.failedFuture(failure.get()));
    }
    enterExpense(Expense.UNDELIVERED, EndState.FAILED_BEFORE_OUTPUT);
    return enter(owingNothing(EndState.FAILED_BEFORE_OUTPUT))
        .thenCompose(position -> CompletableFuture.failedFuture(failure.get()));
  }

  /** Gives back what of the hold is not needed to count a use that is not known yet. */
  void freeSlots() {
    generation.admitted().orElseThrow().freeSlots(clock, ticker);
  }

  /**
   * Settles a generation that did not come to its end.
   *
   * @param reason why
   * @param outputReached whether anything had reached the caller
   * @return completes once it is on disk
   */
  CompletableFuture<Long> breakOff(EndState state, Reason reason, boolean outputReached) {
    if (onPlatform) {
      return breakOffOnPlatform(state);
    }
    Owed owed = Owed.of(reason, outputReached);
    if (owed == Owed.FOR_UNDELIVERED) {
      enterExpense(Expense.UNDELIVERED, state);
    } else if (owed == Owed.FOR_FAILED_ATTEMPT && !mayComeLate(reason)) {
      enterExpense(Expense.FAILED_ATTEMPT, state);
    }
    SettledEntry entry = owed == Owed.BY_CALLER ? entryOf(state, usage()) : owingNothing(state);
    endHold(entry.usage(), entry.reading());
    return logged(enter(entry));
  }

  private CompletableFuture<Long> breakOffOnPlatform(EndState state) {
    SettledEntry entry = entryOf(state, usage());
    endHold(entry.usage(), entry.reading());
    return generation.hasOutput()
        ? logged(enter(entry))
        : CompletableFuture.completedFuture(NOTHING_ENTERED);
  }

  private CompletableFuture<Long> logged(CompletableFuture<Long> entered) {
    return entered.whenComplete(
        (position, failure) -> {
          if (failure != null) {
            log.error("generation {} is not settled", opened.usageId(), failure);
          }
        });
  }

  /** An upstream that was lost, and not its job: what comes of it is looked after, and entered. */
  private boolean mayComeLate(Reason reason) {
    return generation.use().map(AttemptUse::isSubmitted).orElse(false)
        && switch (reason) {
          case UPSTREAM_UNAVAILABLE, UPSTREAM_MISCONFIGURED, UPSTREAM_MALFORMED -> true;
          default -> false;
        };
  }

  /**
   * What the latest attempt used. One whose upstream had not begun to answer used nothing that we
   * know of.
   */
  private Usage usage() {
    Usage used =
        generation
            .use()
            .map(use -> use.used(generation.received().request()))
            .orElse(Usage.UNREPORTED);
    return used.isEmpty() && !generation.use().map(AttemptUse::isAnswered).orElse(false)
        ? nothing()
        : used;
  }

  private Usage nothing() {
    return Owed.nothing(generation.received().request().modality());
  }

  private void enterExpense(Expense why, EndState state) {
    Optional<AttemptUse> use = generation.use().filter(AttemptUse::isAnswered);
    List<AttemptRecord> attempts = generation.attempts();
    if (use.isPresent() && !attempts.isEmpty() && use.get().enter()) {
      platform.enter(
          generation,
          why,
          new BurntAttempt(
              generation.target().orElseThrow(),
              generation.servedModel(),
              attempts.get(attempts.size() - 1),
              state,
              usage()));
    }
  }

  /** Gives the hold back: somebody else goes on. */
  void leave() {
    generation.admitted().orElseThrow().hold().release(ticker.nanos(), clock.millis());
  }

  /** An answer that a limit cut says nothing of how long answers are. */
  private void learn(FinishReason reason, Usage usage) {
    if (reason != FinishReason.LIMIT_REACHED) {
      usage
          .value(UsageUnit.OUTPUT_TOKENS)
          .ifPresent(tokens -> generation.admitted().orElseThrow().learn(tokens));
    }
  }

  private void endHold(Usage usage, MeterReading reading) {
    generation.admitted().orElseThrow().settle(HeldAmounts.of(usage, reading), clock, ticker);
  }

  private SettledEntry owingNothing(EndState state) {
    return entryOf(state, nothing());
  }

  private SettledEntry entryOf(EndState state, Usage usage) {
    return entry(state, usage, read(usage));
  }

  private SettledEntry entry(EndState state, Usage usage, MeterReading reading) {
    Optional<Target> target = generation.target();
    return new SettledEntry(
        opened,
        clock.instant(),
        state,
        target.map(t -> t.deployment().name()).orElse(null),
        target.map(t -> t.model().name()).orElse(null),
        generation.servedModel().map(ServedModel::name).orElse(null),
        generation.attempts().stream()
            .map(a -> new AttemptEntry(a.target(), a.outcome(), a.durationNanos()))
            .toList(),
        usage,
        reading,
        labels(),
        List.of());
  }

  private CompletableFuture<Long> enter(SettledEntry entry) {
    return onPlatform ? entering.openAndEnter(entry) : entering.enter(entry, generation);
  }

  /** What the outputs bear, and what screening found in the words. */
  private List<String> labels() {
    return Stream.concat(
            generation.outputs().stream()
                .map(LabeledOutput::label)
                .map(label -> label.profile() + ":" + label.implicit().carrier()),
            generation.screened().stream().map(Screened::toRecord))
        .distinct()
        .toList();
  }

  private MeterReading read(Usage usage) {
    return generation
        .target()
        .map(
            target ->
                GenerationMeter.of(generation).read(target, usage, generation.times().totalNanos()))
        .orElse(NO_TARGET);
  }

  private Receipt receipt(FinishReason reason, Usage usage, MeterReading reading) {
    return new Receipt(
        generation.received().requestId(),
        generation.received().generationId(),
        generation.received().model(),
        generation.target().orElseThrow().model(),
        generation.servedModel(),
        generation.plan().orElseThrow().route().name(),
        generation.toldAttempts(),
        reason,
        usage,
        reading,
        generation.labelProfile(),
        generation.aigc(),
        generation.outputs(),
        generation.received().time(),
        generation.times());
  }
}
