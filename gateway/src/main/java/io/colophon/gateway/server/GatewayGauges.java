package io.colophon.gateway.server;

import io.colophon.gateway.admission.Priority;
import io.colophon.gateway.dispatch.AbandonedAnswers;
import io.colophon.gateway.exports.Exports;
import io.colophon.gateway.meter.LateSettlements;
import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.metrics.GatewayMetrics.Watch;
import io.colophon.gateway.waiting.TargetRoom;
import io.colophon.gateway.waiting.WaitingRoom;
import io.colophon.journal.Damage;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.sql.UsageProjection;
import io.colophon.throttling.adaptive.ConcurrencyLimit;
import io.colophon.throttling.fairness.Answer;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What metrics show of the gateway's parts at the moment they are read. */
final class GatewayGauges {
  private GatewayGauges() {}

  static void add(GatewayMetrics metrics, GatewayParts parts, AbandonedAnswers abandoned) {
    work(metrics, parts, abandoned);
    records(metrics, parts.records());
    settlements(metrics, parts.lateSettlements());
    LimitGauges.add(metrics, parts.config().limits().figures(), parts.ticker(), parts.clock());
    waiting(metrics, parts.config().waiting());
    TrialGauges.add(metrics, parts);
    parts
        .config()
        .onTarget((target, health) -> TargetGauges.add(metrics, target, health, parts.ticker()));
  }

  private static void work(GatewayMetrics metrics, GatewayParts parts, AbandonedAnswers abandoned) {
    metrics.watch(
        "colophon.generations.under_way",
        Watch.GAUGE,
        "{generation}",
        "Generations that have not ended.",
        parts.pipeline()::underWay);
    metrics.watch(
        "colophon.jobs.open",
        Watch.GAUGE,
        "{job}",
        "Jobs that have not ended.",
        parts.jobs()::openJobs);
    metrics.watch(
        "colophon.holds.open",
        Watch.GAUGE,
        "{hold}",
        "Holds on limits that are not settled.",
        parts.config().limits().limits()::openHolds);
    metrics.watch(
        "colophon.drains.under_way",
        Watch.GAUGE,
        "{stream}",
        "Answers of upstreams that are read to their end although nobody waits for them.",
        abandoned::underWay);
    metrics.watch(
        "colophon.pool.waiting",
        Watch.GAUGE,
        "{task}",
        "Pieces of blocking work that wait.",
        parts.pool()::waiting);
  }

  private static void waiting(GatewayMetrics metrics, WaitingRoom waiting) {
    for (Priority priority : Priority.values()) {
      metrics.watch(
          "colophon.waiting.generations",
          Watch.GAUGE,
          "{generation}",
          "Generations that wait for a place at a target.",
          () -> waiting.waiting(priority),
          "priority",
          priority.name().toLowerCase(Locale.ROOT));
    }
    metrics.watch(
        "colophon.waiting.turns",
        Watch.COUNTER,
        "{generation}",
        "Generations that waited and got a place.",
        waiting.counts()::turns);
    metrics.watch(
        "colophon.waiting.time",
        Watch.COUNTER,
        "s",
        "How long these waited together.",
        waiting.counts()::waitedSeconds);
    for (Answer.Why why : Answer.Why.values()) {
      refused(metrics, why.name(), () -> waiting.counts().refused(why));
    }
    refused(metrics, "DISPLACED", waiting.counts()::displaced);
    metrics.watch(
        "colophon.waiting.left",
        Watch.COUNTER,
        "{generation}",
        "Generations that gave waiting up: the caller went, or the deadline passed.",
        waiting.counts()::left);
    waiting.onRoom(room -> places(metrics, room));
  }

  private static void refused(GatewayMetrics metrics, String reason, LongSupplier count) {
    metrics.watch(
        "colophon.waiting.refused",
        Watch.COUNTER,
        "{generation}",
        "Generations that were not let wait, or not until their turn.",
        count::getAsLong,
        "reason",
        reason.toLowerCase(Locale.ROOT));
  }

  private static void places(GatewayMetrics metrics, TargetRoom room) {
    metrics.watch(
        "colophon.target.places.taken",
        Watch.GAUGE,
        "{attempt}",
        "Attempts under way at a target.",
        room::taken,
        "target",
        room.target());
    metrics.watch(
        "colophon.target.places.limit",
        Watch.GAUGE,
        "{attempt}",
        "Attempts at a time that a target gets now; NaN without a limit.",
        () -> room.limit() == ConcurrencyLimit.UNLIMITED ? Double.NaN : room.limit(),
        "target",
        room.target());
    metrics.watch(
        "colophon.target.places.wanted",
        Watch.GAUGE,
        "{generation}",
        "Generations that wait for a place, here or where else they may go.",
        room::waiting,
        "target",
        room.target());
  }

  private static void records(GatewayMetrics metrics, Records records) {
    Ledger ledger = records.ledger();
    metrics.watch(
        "colophon.provenance.records",
        Watch.GAUGE,
        "{record}",
        "Records in the provenance log.",
        records.provenance()::size);
    metrics.watch(
        "colophon.ledger.entries",
        Watch.GAUGE,
        "{entry}",
        "Entries of the ledger that are on disk.",
        ledger::size);
    metrics.watch(
        "colophon.ledger.open",
        Watch.GAUGE,
        "{generation}",
        "Generations that were opened in the ledger and are not settled.",
        ledger::openGenerations);
    metrics.watch(
        "colophon.ledger.healthy",
        Watch.GAUGE,
        "",
        "1 while the disk takes entries of the ledger, else 0.",
        () -> ledger.healthy() ? 1 : 0);
    long dropped = ledger.recovery().dropped().stream().mapToLong(Damage::bytes).sum();
    metrics.watch(
        "colophon.ledger.dropped",
        Watch.GAUGE,
        "By",
        "Damaged entries of the ledger that the last start could not read.",
        () -> dropped);
  }

  /** Names of exporters are not known before they are configured, so these are of all of them. */
  static void exports(GatewayMetrics metrics, Exports exports) {
    metrics.watch(
        "colophon.exports.lag",
        Watch.GAUGE,
        "{entry}",
        "Entries of the ledger that the export that is furthest behind has before it.",
        exports::lag);
    metrics.watch(
        "colophon.exports.stopped",
        Watch.GAUGE,
        "{export}",
        "Exports that gave up until an operator does something.",
        exports::stopped);
    metrics.watch(
        "colophon.exports.retrying",
        Watch.GAUGE,
        "{export}",
        "Exports that failed and try again.",
        exports::retrying);
  }

  static void projection(GatewayMetrics metrics, UsageProjection projection) {
    metrics.watch(
        "colophon.usage.projection.lag",
        Watch.GAUGE,
        "{entry}",
        "Entries of the ledger that are not in the usage database yet.",
        projection::lag);
    metrics.watch(
        "colophon.usage.projection.failures",
        Watch.GAUGE,
        "{attempt}",
        "How often in a row the usage database did not take entries.",
        projection::failures);
  }

  private static void settlements(GatewayMetrics metrics, LateSettlements late) {
    metrics.watch(
        "colophon.settlements.late",
        Watch.GAUGE,
        "{entry}",
        "Settlements that wait for the disk.",
        late::waiting);
    metrics.watch(
        "colophon.settlements.lost",
        Watch.COUNTER,
        "{entry}",
        "Settlements that found no place to wait; the next start settles them as interrupted.",
        late::lost);
  }
}
