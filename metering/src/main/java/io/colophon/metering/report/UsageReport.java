package io.colophon.metering.report;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
   * Adds up what matches.
   *
   * @throws IllegalArgumentException if that makes more than {@link #MAX_GROUPS} groups
   * @throws IOException if the ledger cannot be read
   */
  public static UsageReport of(LedgerEntries ledger, LedgerFilter filter, List<Dimension> by)
      throws IOException {
    Map<List<String>, UsageTotals> totals = new HashMap<>();
    UsageTotals total = new UsageTotals();
    ledger.read(
        filter,
        (index, entry) -> {
          List<String> key = new ArrayList<>(by.size());
          for (Dimension dimension : by) {
            key.add(dimension.of(entry));
          }
          UsageTotals group = totals.computeIfAbsent(key, k -> new UsageTotals());
          if (totals.size() > MAX_GROUPS) {
            throw new IllegalArgumentException(
                "the report has more than "
                    + MAX_GROUPS
                    + " groups, expected a shorter period or"
                    + " fewer dimensions");
          }
          group.add(entry);
          total.add(entry);
          return true;
        });
    List<Group> groups = new ArrayList<>(totals.size());
    totals.forEach((key, sums) -> groups.add(new Group(key, sums)));
    groups.sort(Comparator.comparing(Group::key, UsageReport::compare));
    return new UsageReport(by, groups, total);
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
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
