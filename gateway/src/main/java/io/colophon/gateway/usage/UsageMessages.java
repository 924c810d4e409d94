package io.colophon.gateway.usage;

import io.colophon.gateway.wire.FigureWriter;
import io.colophon.gateway.wire.ReceiptWriter;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.report.UsageReport;
import io.colophon.metering.report.UsageTotals;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.v1.Compute;
import io.colophon.v1.CorrectUsageResponse;
import io.colophon.v1.Cost;
import io.colophon.v1.CounterChange;
import io.colophon.v1.Figure;
import io.colophon.v1.Modality;
import io.colophon.v1.UsageEntry;
import io.colophon.v1.UsageRow;
import io.colophon.v1.UsageSum;
import io.colophon.v1.UsageSuspicion;
import java.math.BigInteger;

/** Writes usage as messages. */
final class UsageMessages {

  private UsageMessages() {}

  static UsageRow row(UsageReport.Group group) {
    UsageTotals totals = group.totals();
    UsageRow.Builder row =
        UsageRow.newBuilder()
            .addAllGroup(group.key())
            .setGenerations(totals.entries())
            .setCompute(compute(totals))
            .setUnpriced(totals.unpriced())
            .setSuspect(totals.suspect());
    for (UsageUnit unit : totals.units()) {
      row.addUsage(
          UsageSum.newBuilder()
              .setUnit(unit.id())
              .setValue(clamp(totals.sum(unit)))
              .setNotReported(totals.entries() - totals.reported(unit)));
    }
    totals
        .costNanos()
        .forEach(
            (currency, nanos) ->
                row.addCosts(Cost.newBuilder().setCurrency(currency).setNanoUnits(clamp(nanos))));
    return row.build();
  }

  private static Compute compute(UsageTotals totals) {
    return Compute.newBuilder()
        .setFlop(sum(totals, Metric.COMPUTE))
        .setAcceleratorSeconds(sum(totals, Metric.ACCELERATOR_TIME))
        .setEnergyKwh(sum(totals, Metric.ENERGY))
        .setCo2EKg(sum(totals, Metric.CO2E))
        .setCoalEquivalentKg(sum(totals, Metric.COAL))
        .setWaterL(sum(totals, Metric.WATER))
        .setCo2ByCoalKg(sum(totals, Metric.CO2_COAL_ROUTE))
        .build();
  }

  private static Figure sum(UsageTotals totals, Metric metric) {
    String basis = totals.known(metric) + " known, " + totals.unknown(metric) + " unknown";
    if (totals.known(metric) == 0) {
      return Figure.newBuilder().setBasis(basis).build();
    }
    Interval sum = totals.sum(metric);
    return Figure.newBuilder()
        .setValue(sum.best())
        .setLow(sum.low())
        .setHigh(sum.high())
        .setMethod("sum")
        .setMethodVersion("1")
        .setBasis(basis)
        .build();
  }

  /**
   * What a correction changed.
   *
   * @param before the entry of the revision before
   */
  static CorrectUsageResponse corrected(SettledEntry before, CorrectionEntry correction) {
    SettledEntry after = correction.corrected();
    CorrectUsageResponse.Builder answer =
        CorrectUsageResponse.newBuilder()
            .setUsageId(correction.usageId())
            .setRevision(correction.revision())
            .setTenant(after.opened().tenant())
            .setBookTime(ReceiptWriter.timestamp(correction.time()))
            .setCostBefore(FigureWriter.cost(before.reading().cost()))
            .setCostAfter(FigureWriter.cost(after.reading().cost()));
    after
        .usage()
        .quantities()
        .forEach(
            (unit, now) -> {
              Quantity.Known known = before.usage().quantities().get(unit);
              if (!now.equals(known)) {
                CounterChange.Builder change =
                    CounterChange.newBuilder().setAfter(ReceiptWriter.count(unit, now));
                if (known != null) {
                  change.setBefore(ReceiptWriter.count(unit, known));
                }
                answer.addCounters(change);
              }
            });
    return answer.build();
  }

  static UsageEntry correction(long index, CorrectionEntry correction) {
    return entry(index, correction.corrected())
        .setRevision(correction.revision())
        .setCorrectionReason(correction.reason())
        .setBookTime(ReceiptWriter.timestamp(correction.time()))
        .build();
  }

  static UsageEntry.Builder entry(long index, SettledEntry entry) {
    UsageEntry.Builder message =
        UsageEntry.newBuilder()
            .setIndex(index)
            .setUsageId(entry.usageId())
            .setRequestId(entry.opened().generationId())
            .setTenant(entry.opened().tenant())
            .setKeyId(entry.opened().keyId())
            .setModality(modality(entry))
            .setTarget(entry.provider() == null ? "" : entry.provider() + "/" + entry.targetModel())
            .setEndState(entry.endState().id())
            .setSettleTime(ReceiptWriter.timestamp(entry.time()))
            .setCompute(FigureWriter.compute(entry.reading().figures()))
            .setCost(FigureWriter.cost(entry.reading().cost()))
            .setRoute(entry.opened().route())
            .setRequestedModel(entry.opened().requestedModel())
            .addAllLabels(entry.labels());
    entry
        .usage()
        .quantities()
        .forEach((unit, known) -> message.addUsage(ReceiptWriter.count(unit, known)));
    for (Suspicion suspicion : entry.usage().suspicions()) {
      message.addSuspicions(
          UsageSuspicion.newBuilder()
              .setUnit(suspicion.unit().id())
              .setFound(suspicion.found())
              .setExpected(suspicion.expected()));
    }
    return message;
  }

  private static Modality modality(SettledEntry entry) {
    return switch (entry.opened().modality()) {
      case TEXT -> Modality.MODALITY_TEXT;
      case IMAGE -> Modality.MODALITY_IMAGE;
      case AUDIO -> Modality.MODALITY_AUDIO;
      case VIDEO -> Modality.MODALITY_VIDEO;
    };
  }

  /** A sum beyond 64 bits is told as the largest that can be. */
  private static long clamp(BigInteger sum) {
    return sum.bitLength() < Long.SIZE ? sum.longValue() : Long.MAX_VALUE;
  }
}
