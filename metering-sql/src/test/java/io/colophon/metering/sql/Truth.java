package io.colophon.metering.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.UsageReport;
import io.colophon.metering.report.UsageTotals;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;

/** What a report must say, added up with big numbers from the entries themselves. */
final class Truth {
  private final Map<List<String>, List<SettledEntry>> groups = new HashMap<>();

  private Truth() {}

  /** Takes the highest revision of each generation. */
  static Truth of(List<? extends LedgerEntry> ledger, ReportFilter filter, List<Dimension> by) {
    Map<String, Integer> revisions = new HashMap<>();
    Map<String, SettledEntry> latest = new TreeMap<>();
    for (LedgerEntry entry : ledger) {
      int revision = entry instanceof CorrectionEntry correction ? correction.revision() : 0;
      SettledEntry settled =
          entry instanceof CorrectionEntry correction
              ? correction.corrected()
              : entry instanceof SettledEntry it ? it : null;
      if (settled != null && revision > revisions.getOrDefault(entry.usageId(), -1)) {
        revisions.put(entry.usageId(), revision);
        latest.put(entry.usageId(), settled);
      }
    }
    Truth truth = new Truth();
    for (SettledEntry entry : latest.values()) {
      if (filter.matches(entry)) {
        List<String> key = new ArrayList<>();
        by.forEach(dimension -> key.add(StoredText.of(dimension.of(entry))));
        truth.groups.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
      }
    }
    return truth;
  }

  void assertIs(UsageReport report) {
    assertThat(report.groups().stream().map(UsageReport.Group::key).toList())
        .containsExactlyInAnyOrderElementsOf(groups.keySet());
    List<SettledEntry> all = new ArrayList<>();
    for (UsageReport.Group group : report.groups()) {
      List<SettledEntry> its = groups.getOrDefault(group.key(), List.of());
      all.addAll(its);
      assertTotals(group.totals(), its);
    }
    assertTotals(report.total(), all);
  }

  private static void assertTotals(UsageTotals totals, List<SettledEntry> entries) {
    assertThat(totals.entries()).isEqualTo(entries.size());
    for (UsageUnit unit : UsageUnit.values()) {
      List<SettledEntry> reporting =
          entries.stream().filter(entry -> entry.usage().value(unit).isPresent()).toList();
      assertThat(totals.reported(unit)).as(unit.id()).isEqualTo(reporting.size());
      assertThat(totals.sum(unit))
          .as(unit.id())
          .isEqualTo(
              reporting.stream()
                  .map(entry -> BigInteger.valueOf(entry.usage().value(unit).getAsLong()))
                  .reduce(BigInteger.ZERO, BigInteger::add));
    }
    for (Metric metric : Metric.values()) {
      assertFigure(totals, metric, entries);
    }
    Map<String, BigInteger> costs = new TreeMap<>();
    long unpriced = 0;
    for (SettledEntry entry : entries) {
      if (entry.reading().cost() instanceof Cost.Priced priced) {
        costs.merge(priced.currency(), BigInteger.valueOf(priced.nanos()), BigInteger::add);
      } else {
        unpriced++;
      }
    }
    assertThat(totals.costNanos()).isEqualTo(costs);
    assertThat(totals.unpriced()).isEqualTo(unpriced);
    assertThat(totals.suspect())
        .isEqualTo(entries.stream().filter(entry -> entry.usage().isSuspect()).count());
  }

  private static void assertFigure(UsageTotals totals, Metric metric, List<SettledEntry> entries) {
    BigDecimal[] sums = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
    long unknown = 0;
    for (SettledEntry entry : entries) {
      if (entry.reading().figures().of(metric) instanceof Figure.Known known) {
        sums[0] = sums[0].add(new BigDecimal(known.value().low()));
        sums[1] = sums[1].add(new BigDecimal(known.value().best()));
        sums[2] = sums[2].add(new BigDecimal(known.value().high()));
      } else {
        unknown++;
      }
    }
    assertThat(totals.unknown(metric)).as(metric.id()).isEqualTo(unknown);
    assertThat(totals.known(metric)).as(metric.id()).isEqualTo(entries.size() - unknown);
    double[] found = {
      totals.sum(metric).low(), totals.sum(metric).best(), totals.sum(metric).high()
    };
    for (int i = 0; i < sums.length; i++) {
      double expected = sums[i].doubleValue();
      assertThat(found[i]).as(metric.id()).isCloseTo(expected, Offset.offset(expected * 1e-13));
    }
  }
}
