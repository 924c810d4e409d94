package io.colophon.metering.report;

import io.colophon.metering.ledger.LedgerEntries;
import java.io.IOException;
import java.util.List;

/**
 * Where reports are read from. Blocks for the disk or a database; safe for any number of threads.
 */
@FunctionalInterface
public interface UsageReports {

  /**
   * Adds up what matches: every entry that was acknowledged before the call, in its highest
   * revision.
   *
   * @throws IllegalArgumentException if that makes more than {@link UsageReport#MAX_GROUPS} groups
   * @throws IOException if it cannot be read
   */
  UsageReport report(ReportFilter filter, List<Dimension> by) throws IOException;

  /** Reports that read the whole ledger each time. */
  static UsageReports scanning(LedgerEntries ledger) {
    return (filter, by) -> {
      ReportSums sums = new ReportSums(by);
      LedgerSums.add(ledger, filter, sums);
      return sums.report();
    };
  }
}
