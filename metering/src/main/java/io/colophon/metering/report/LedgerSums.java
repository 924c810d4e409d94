package io.colophon.metering.report;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds a whole ledger up, one entry in memory at a time and the corrections beside it. Where there
 * are corrections it reads twice: the second time to leave out what they replace.
 */
public final class LedgerSums {
  /** Most corrected generations of one scan; they are kept in memory. */
  public static final int MAX_CORRECTED = 200_000;

  private record Key(String tenant, String usageId) {
    static Key of(SettledEntry entry) {
      return new Key(entry.opened().tenant(), entry.usageId());
    }
  }

  private LedgerSums() {}

  /**
   * Adds what matches, up to the end at the time of the call.
   *
   * @throws IOException if the ledger cannot be read
   */
  public static void add(LedgerEntries ledger, ReportFilter filter, ReportSums sums)
      throws IOException {
    Map<Key, CorrectionEntry> corrected = new HashMap<>();
    long end = ledger.size();
    ledger.followSettled(
        0,
        (index, entry) -> {
          if (entry instanceof SettledEntry settled && filter.matches(settled)) {
            sums.add(settled);
          } else if (entry instanceof CorrectionEntry correction) {
            corrected.merge(Key.of(correction.corrected()), correction, LedgerSums::higher);
            if (corrected.size() > MAX_CORRECTED) {
              throw new IllegalArgumentException(
                  "the ledger has more than "
                      + MAX_CORRECTED
                      + " corrected generations, expected a report from the usage database");
            }
          }
          return index + 1 < end;
        });
    if (corrected.isEmpty()) {
      return;
    }
    replace(ledger, filter, sums, corrected, end);
  }

  private static void replace(
      LedgerEntries ledger,
      ReportFilter filter,
      ReportSums sums,
      Map<Key, CorrectionEntry> corrected,
      long end)
      throws IOException {
    ledger.followSettled(
        0,
        (index, entry) -> {
          if (entry instanceof SettledEntry settled
              && filter.matches(settled)
              && corrected.containsKey(Key.of(settled))) {
            UsageTotals old = new UsageTotals();
            old.add(settled);
            sums.group(sums.key(settled)).subtract(old);
          }
          return index + 1 < end;
        });
    for (CorrectionEntry correction : corrected.values()) {
      if (filter.matches(correction.corrected())) {
        sums.add(correction.corrected());
      }
    }
  }

  private static CorrectionEntry higher(CorrectionEntry a, CorrectionEntry b) {
    return b.revision() > a.revision() ? b : a;
  }
}
