package io.colophon.gateway.meter;

import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.Expense;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.work.Completion;
import io.colophon.metering.ledger.AttemptEntry;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.ServedModel;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What upstreams did that no caller pays for, in entries of their own: tenant {@link
 * OpenedEntry#PLATFORM_TENANT}, usage id {@code <generation id>-p<n>}, one attempt each, and why
 * among the labels. Nothing of it counts on anybody's limits. Thread-safe.
 */
final class PlatformAccount implements PlatformExpenses {
  private static final Logger log = LoggerFactory.getLogger(PlatformAccount.class);

  private final Entering entering;
  private final Clock clock;

  PlatformAccount(Entering entering, Clock clock) {
    this.entering = entering;
    this.clock = clock;
  }

  @Override
  public void enter(Generation generation, Expense why, BurntAttempt burnt) {
    Received received = generation.received();
    if (received.job().flatMap(JobLink::platformUsageId).isPresent()) {
      return; // it is the platform's anyhow, and entered when it comes to something
    }
    AttemptRecord attempt = burnt.record();
    SettledEntry entry =
        new SettledEntry(
            new OpenedEntry(
                usageId(generation),
                received.time(),
                OpenedEntry.PLATFORM_TENANT,
                "",
                null,
                received.requestId(),
                generation.plan().orElseThrow().route().name(),
                received.request().modality(),
                received.model().name()),
            clock.instant(),
            burnt.endState(),
            burnt.target().deployment().name(),
            burnt.target().model().name(),
            burnt.servedModel().map(ServedModel::name).orElse(null),
            List.of(new AttemptEntry(attempt.target(), attempt.outcome(), attempt.durationNanos())),
            burnt.usage(),
            GenerationMeter.of(generation)
                .read(burnt.target(), burnt.usage(), attempt.durationNanos()),
            List.of(why.toRecord()),
            List.of());
    Completion.of(
        entering.openAndEnter(entry),
        (position, failure) -> {
          if (failure != null) {
            log.error("expense {} is not entered", entry.usageId(), failure);
          }
        });
  }

  /** A job that is taken up again begins to count anew, in a run of its own. */
  private String usageId(Generation generation) {
    Received received = generation.received();
    String run =
        received.job().flatMap(JobLink::resumed).isPresent() ? "r" + clock.millis() + "-" : "";
    return received.generationId() + "-p" + run + generation.nextExpense();
  }
}
