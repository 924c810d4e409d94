package io.colophon.metering.report;

import io.colophon.metering.figure.Metric;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A report for a terminal. Columns that nobody reports are left out; {@code ?} is "not known", and
 * {@code (+2?)} says that two entries are not in the sum. Figures show their best value. Entries
 * that are suspect have a column where there are any.
 */
final class ReportTable {
  private final UsageReport report;
  private final List<List<String>> lines = new ArrayList<>();

  private ReportTable(UsageReport report) {
    this.report = report;
  }

  static String render(UsageReport report) {
    return new ReportTable(report).text();
  }

  private String text() {
    List<String> header = new ArrayList<>();
    report.by().forEach(dimension -> header.add(dimension.id()));
    header.add("entries");
    if (report.total().suspect() > 0) {
      header.add("suspect");
    }
    for (UsageUnit unit : report.total().units()) {
      header.add(unit.id());
    }
    List<Metric> metrics = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (report.total().known(metric) > 0) {
        metrics.add(metric);
        header.add(metric.id() + " " + metric.unit());
      }
    }
    header.add("cost");
    lines.add(header);
    for (UsageReport.Group group : report.groups()) {
      lines.add(line(group.key(), group.totals(), metrics));
    }
    if (!report.by().isEmpty()) {
      List<String> key = new ArrayList<>(Collections.nCopies(report.by().size(), ""));
      key.set(0, "total");
      lines.add(line(key, report.total(), metrics));
    }
    return aligned();
  }

  private List<String> line(List<String> key, UsageTotals totals, List<Metric> metrics) {
    List<String> line = new ArrayList<>();
    key.forEach(value -> line.add(printable(value)));
    line.add(Long.toString(totals.entries()));
    if (report.total().suspect() > 0) {
      line.add(Long.toString(totals.suspect()));
    }
    for (UsageUnit unit : report.total().units()) {
      line.add(totals.reported(unit) == 0 ? "-" : totals.sum(unit).toString());
    }
    for (Metric metric : metrics) {
      line.add(
          totals.known(metric) == 0
              ? "?"
              : Numbers.readable(totals.sum(metric).best()) + missing(totals.unknown(metric)));
    }
    line.add(cost(totals));
    return line;
  }

  private static String cost(UsageTotals totals) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, BigInteger> cost : totals.costNanos().entrySet()) {
      parts.add(Money.decimal(cost.getValue()) + " " + cost.getKey());
    }
    return parts.isEmpty() ? "unpriced" : String.join(" + ", parts) + missing(totals.unpriced());
  }

  private static String missing(long count) {
    return count == 0 ? "" : " (+" + count + "?)";
  }

  /** A terminal must not obey what a caller wrote into a name. */
  private static String printable(String value) {
    StringBuilder text = new StringBuilder(value.length());
    value.codePoints().forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '\ufffd' : c));
    return text.toString();
  }

  private String aligned() {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = line.get(i);
        String pad = " ".repeat(widths[i] - cell.length());
        // Names to the left, numbers to the right.
        text.append(i < report.by().size() ? cell + pad : pad + cell).append("  ");
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
