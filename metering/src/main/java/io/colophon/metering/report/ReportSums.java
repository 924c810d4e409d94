package io.colophon.metering.report;

import io.colophon.metering.ledger.SettledEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A report while it grows: memory for its groups, not for what is added. Not thread-safe. */
public final class ReportSums {
  private final List<Dimension> by;
  private final Map<List<String>, UsageTotals> groups = new HashMap<>();

  public ReportSums(List<Dimension> by) {
    this.by = List.copyOf(by);
  }

  /** Adds one entry. */
  public void add(SettledEntry entry) {
    group(key(entry)).add(entry);
  }

  /** The group that an entry belongs to. */
  public List<String> key(SettledEntry entry) {
    List<String> key = new ArrayList<>(by.size());
    for (Dimension dimension : by) {
      key.add(dimension.of(entry));
    }
    return key;
  }

  /**
   * The sums of a group, to be added to.
   *
   * @param key values of the dimensions, in their order
   * @throws IllegalArgumentException if there are too many groups
   */
  public UsageTotals group(List<String> key) {
    UsageTotals group = groups.get(key);
    if (group == null) {
      if (groups.size() == UsageReport.MAX_GROUPS) {
        throw new IllegalArgumentException(
            "the report has more than "
                + UsageReport.MAX_GROUPS
                + " groups, expected a shorter period or fewer dimensions");
      }
      group = new UsageTotals();
      groups.put(List.copyOf(key), group);
    }
    return group;
  }

  /** The report so far. Groups that hold no entry are left out. */
  public UsageReport report() {
    UsageTotals total = new UsageTotals();
    List<UsageReport.Group> sorted = new ArrayList<>(groups.size());
    groups.forEach(
        (key, sums) -> {
          if (sums.entries() > 0) {
            sorted.add(new UsageReport.Group(key, sums));
          }
        });
    sorted.sort(Comparator.comparing(UsageReport.Group::key, ReportSums::compare));
    sorted.forEach(group -> total.add(group.totals()));
    return new UsageReport(by, sorted, total);
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
}
