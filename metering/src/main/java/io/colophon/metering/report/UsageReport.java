package io.colophon.metering.report;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import java.io.IOException;
import java.util.List;

/**
 * The ledger added up. Reading takes memory for the groups, not for the entries.
 *
 * @param by what it is split by; empty for one line
 * @param groups sorted by their keys
 * @param total over all groups
 */
public record UsageReport(List<Dimension> by, List<Group> groups, UsageTotals total) {
  /** Most groups of one report. */
  public static final int MAX_GROUPS = 50_000;

  public UsageReport {
    by = List.copyOf(by);
    groups = List.copyOf(groups);
  }

  /**
   * One line.
   *
   * @param key values of the dimensions, in their order
   * @param totals its sums
   */
  public record Group(List<String> key, UsageTotals totals) {
    public Group {
      key = List.copyOf(key);
    }
  }

  /**
   * Adds up what matches, reading the whole ledger.
   *
   * @throws IllegalArgumentException if that makes more than {@link #MAX_GROUPS} groups
   * @throws IOException if the ledger cannot be read
   */
  public static UsageReport of(LedgerEntries ledger, LedgerFilter filter, List<Dimension> by)
      throws IOException {
    return UsageReports.scanning(ledger).report(ReportFilter.of(filter), by);
  }

  /** For people: aligned columns of what somebody reports, ending with a line break. */
  public String toTable() {
    return ReportTable.render(this);
  }

  /** RFC 4180, one header line, CRLF. */
  public String toCsv() {
    return ReportCsv.render(this);
  }

  /** One JSON object. */
  public String toJson() {
    return ReportJson.render(this);
  }
}
