package io.colophon.gateway.meter;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.LabeledOutput;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.screening.Screened;
import io.colophon.metering.MeterInput;
import io.colophon.metering.MeterReading;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.ledger.AttemptEntry;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerRefusedException;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Attributes;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Usage;
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
  private final Ledger ledger;
  private final LateSettlements late;
  private final Clock clock;
  private final Ticker ticker;
  private final SettlementListener listener;

  Settlement(
      Generation generation,
      OpenedEntry opened,
      boolean onPlatform,
      Ledger ledger,
      LateSettlements late,
      Clock clock,
      Ticker ticker,
      SettlementListener listener) {
    this.generation = generation;
    this.opened = opened;
    this.onPlatform = onPlatform;
    this.ledger = ledger;
    this.late = late;
    this.clock = clock;
    this.ticker = ticker;
    this.listener = listener;
  }

  /**
   * Settles a generation that came to its end.
   *
   * @return the receipt, once the settlement is on disk
   */
  CompletableFuture<Receipt> complete(EndState state, FinishReason reason, Usage usage) {
    MeterReading reading = read(usage);
    SettledEntry entry = entry(state, usage, reading);
    endHold(usage, reading);
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
    return enter(entry.endingIn(EndState.FAILED_AFTER_OUTPUT))
        .thenCompose(position -> CompletableFuture.failedFuture(failure.get()));
  }

  /** Settles a generation that did not come to its end. Completes once it is on disk. */
  CompletableFuture<Long> breakOff(EndState state, Usage usage) {
    MeterReading reading = read(usage);
    endHold(usage, reading);
    if (onPlatform && !generation.hasOutput()) {
      return CompletableFuture.completedFuture(NOTHING_ENTERED);
    }
    return enter(entry(state, usage, reading))
        .whenComplete(
            (position, failure) -> {
              if (failure != null) {
                log.error("generation {} is not settled", opened.usageId(), failure);
              }
            });
  }

  /** Gives the hold back: somebody else goes on. */
  void leave() {
    generation.admitted().orElseThrow().hold().release(ticker.nanos(), clock.millis());
  }

  private void endHold(Usage usage, MeterReading reading) {
    generation
        .admitted()
        .orElseThrow()
        .settle(HeldAmounts.of(usage, reading, generation.hasOutput()), clock, ticker);
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
    if (onPlatform) {
      try {
        ledger.opened(opened);
      } catch (LedgerRefusedException refused) {
        return CompletableFuture.failedFuture(refused);
      }
    }
    if (onPlatform) {
      listener.settled(entry);
    } else {
      listener.settled(entry, generation.times(), generation.gaps());
    }
    return ledger
        .settle(entry)
        .whenComplete(
            (position, failure) -> {
              if (failure != null) {
                late.add(entry);
              }
            });
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
    Optional<Target> target = generation.target();
    if (target.isEmpty()) {
      return NO_TARGET;
    }
    TargetFacts.Facts facts = generation.config().facts().of(target.get());
    return generation
        .config()
        .meter()
        .read(
            new MeterInput(
                generation.received().request().modality(),
                usage,
                RunShape.of(generation.received().request()),
                target.get().name(),
                facts.model(),
                facts.site(),
                generation.times().totalNanos(),
                generation.received().time(),
                Attributes.of(generation.received().request())));
  }

  private Receipt receipt(FinishReason reason, Usage usage, MeterReading reading) {
    return new Receipt(
        generation.received().requestId(),
        generation.received().generationId(),
        generation.received().model(),
        generation.target().orElseThrow().model(),
        generation.servedModel(),
        generation.plan().orElseThrow().route().name(),
        generation.attempts(),
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
