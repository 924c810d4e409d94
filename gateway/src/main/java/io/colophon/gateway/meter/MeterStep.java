package io.colophon.gateway.meter;

import io.colophon.gateway.admission.Admitted;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerRefusedException;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.Reservation;
import io.colophon.provider.spi.Ticker;
import java.time.Clock;
import java.util.Optional;

/**
 * The verb meter: every generation that is opened in the ledger is settled there once, in whatever
 * way it ends; its hold is settled with it; the last event leaves after the settlement is on disk.
 */
public final class MeterStep {
  private final Ledger ledger;
  private final Entering entering;
  private final LateSettlements late;
  private final PlatformAccount platform;
  private final EndUserHash endUsers;
  private final CountingLane counting;
  private final Clock clock;
  private final Ticker ticker;

  /**
   * @param counting counts what upstreams did not say
   * @param listener told of every settlement, for metrics
   */
  public MeterStep(
      Ledger ledger,
      EndUserHash endUsers,
      CountingLane counting,
      Clock clock,
      Ticker ticker,
      SettlementListener listener) {
    this.ledger = ledger;
    this.late = new LateSettlements(ledger);
    this.entering = new Entering(ledger, late, listener);
    this.platform = new PlatformAccount(entering, clock);
    this.endUsers = endUsers;
    this.counting = counting;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Opens the generation in the ledger; one that an earlier process opened goes on in the same
   * entry.
   *
   * @throws Refusal RECORD_FAILED if the ledger does not take it
   */
  public Settlement open(Generation generation) {
    Received received = generation.received();
    Optional<JobLink> job = received.job();
    Optional<String> usageId = job.flatMap(JobLink::platformUsageId);
    if (usageId.isPresent()) {
      return settlement(
          generation,
          entry(
              generation, usageId.get(), received.generationId(), OpenedEntry.PLATFORM_TENANT, ""),
          true);
    }
    Optional<OpenedEntry> earlier =
        job.flatMap(JobLink::resumed).flatMap(known -> ledger.goingOn(received.generationId()));
    if (earlier.isPresent()) {
      return settlement(generation, earlier.get(), false);
    }
    Admitted admitted = generation.admitted().orElseThrow();
    OpenedEntry entry =
        entry(
            generation,
            received.generationId(),
            received.requestId(),
            admitted.caller().tenant(),
            admitted.caller().keyName().orElse(""));
    try {
      ledger.opened(entry);
    } catch (LedgerRefusedException refused) {
      throw Refusal.of(Reason.RECORD_FAILED, "the ledger takes no entries now", refused);
    }
    return settlement(generation, entry, false);
  }

  private OpenedEntry entry(
      Generation generation, String usageId, String shownId, String tenant, String keyId) {
    Received received = generation.received();
    return new OpenedEntry(
        usageId,
        received.time(),
        tenant,
        keyId,
        received.endUser().map(endUsers::hash).orElse(null),
        shownId,
        generation.plan().orElseThrow().route().name(),
        received.request().modality(),
        received.model().name(),
        reservation(generation));
  }

  /** What admission expects of the target that stands first. */
  private static Reservation reservation(Generation generation) {
    Target first = generation.plan().orElseThrow().targets().get(0).target();
    return new Reservation(first.name(), generation.admitted().orElseThrow().expected());
  }

  private Settlement settlement(Generation generation, OpenedEntry entry, boolean onPlatform) {
    return new Settlement(
        generation, entry, onPlatform, entering, platform, counting, clock, ticker);
  }

  /** The account of what no caller pays for. */
  public PlatformExpenses platform() {
    return platform;
  }

  /** Settlements that wait for the disk. */
  public LateSettlements lateSettlements() {
    return late;
  }

  /** What follows the flow of output to its end, settles, and replies. */
  public SettlingFlow settling(Generation generation, Settlement settlement, Reply reply) {
    return new SettlingFlow(generation, settlement, reply, ticker);
  }
}
