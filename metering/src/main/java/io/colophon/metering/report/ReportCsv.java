package io.colophon.metering.report;

import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import io.colophon.provider.spi.UsageUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as CSV. Columns are the same for every report: per counter its sum and how many entries
 * report it, per figure its bounds and how many entries do not know it. A sum that nobody reports
 * or knows is empty, not 0. Only the columns of currencies follow from the entries.
 */
final class ReportCsv {
  private ReportCsv() {}

  static String render(UsageReport report) {
    List<String> currencies = List.copyOf(report.total().costNanos().keySet());
    StringBuilder out = new StringBuilder();
    Csv.line(out, header(report, currencies));
    for (UsageReport.Group group : report.groups()) {
      List<String> cells = new ArrayList<>(group.key());
      UsageTotals totals = group.totals();
      cells.add(Long.toString(totals.entries()));
      for (UsageUnit unit : UsageUnit.values()) {
        cells.add(totals.reported(unit) == 0 ? "" : totals.sum(unit).toString());
        cells.add(Long.toString(totals.reported(unit)));
      }
      for (Metric metric : Metric.values()) {
        boolean known = totals.known(metric) > 0;
        Interval sum = totals.sum(metric);
        cells.add(known ? Double.toString(sum.low()) : "");
        cells.add(known ? Double.toString(sum.best()) : "");
        cells.add(known ? Double.toString(sum.high()) : "");
        cells.add(Long.toString(totals.unknown(metric)));
      }
      for (String currency : currencies) {
        var nanos = totals.costNanos().get(currency);
        cells.add(nanos == null ? "" : Money.decimal(nanos));
      }
      cells.add(Long.toString(totals.unpriced()));
      cells.add(Long.toString(totals.suspect()));
      Csv.line(out, cells);
    }
    return out.toString();
  }

  private static List<String> header(UsageReport report, List<String> currencies) {
    List<String> header = new ArrayList<>();
    report.by().forEach(dimension -> header.add(dimension.id()));
    header.add("entries");
    for (UsageUnit unit : UsageUnit.values()) {
      header.add(unit.id());
      header.add(unit.id() + "_reported_by");
    }
    for (Metric metric : Metric.values()) {
      String name = metric.id() + "_" + metric.unit();
      header.add(name + "_low");
      header.add(name);
      header.add(name + "_high");
      header.add(metric.id() + "_unknown");
    }
    currencies.forEach(currency -> header.add("cost_" + currency));
    header.add("unpriced");
    header.add("suspect");
    return header;
  }
}
