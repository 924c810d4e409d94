package io.colophon.gateway.cli;

import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.UsageReports;
import io.colophon.metering.report.UsageTotals;
import io.colophon.metering.sql.ProjectionState;
import io.colophon.metering.sql.UsageDatabase;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares the totals of the usage database with those of the ledger.
 *
 * @param state how it stands with the database, in words for people
 * @param differences what the two say differently
 */
record TableCheck(String state, List<String> differences) {
  private static final int MOST_TRIES = 5;

  TableCheck {
    differences = List.copyOf(differences);
  }

  /** Does so where the file exists. A server that runs may go on meanwhile: then it looks again. */
  static TableCheck of(Path file, Path directory) throws IOException {
    if (!Files.exists(file)) {
      return new TableCheck("there is none", List.of());
    }
    try (UsageDatabase database = UsageDatabase.embedded(file)) {
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        Optional<ProjectionState> before = database.state();
        if (before.isEmpty()) {
          return new TableCheck("it holds nothing yet", List.of());
        }
        try (LedgerEntries ledger = Ledger.openReadOnly(directory)) {
          UsageTotals stored = database.reports(ledger).report(ReportFilter.ALL, List.of()).total();
          UsageTotals read =
              UsageReports.scanning(ledger).report(ReportFilter.ALL, List.of()).total();
          if (before.equals(database.state())) {
            return new TableCheck(
                before.get().position() + " of " + ledger.size() + " entries are taken in",
                differences(read, stored));
          }
        }
      }
      return new TableCheck("not compared, since it changes all the time", List.of());
    } catch (IOException unreadable) {
      return new TableCheck("not compared: " + unreadable.getMessage(), List.of());
    }
  }

  private static List<String> differences(UsageTotals ledger, UsageTotals tables) {
    List<String> differences = new ArrayList<>();
    compare(differences, "generations", ledger.entries(), tables.entries());
    compare(differences, "generations without a price", ledger.unpriced(), tables.unpriced());
    compare(differences, "amounts in nano-units", ledger.costNanos(), tables.costNanos());
    for (UsageUnit unit : UsageUnit.values()) {
      compare(differences, unit.id(), ledger.sum(unit), tables.sum(unit));
      compare(differences, unit.id() + " reports", ledger.reported(unit), tables.reported(unit));
    }
    return differences;
  }

  private static void compare(List<String> to, String what, Object ledger, Object tables) {
    if (!ledger.equals(tables)) {
      to.add(what + ": " + ledger + " in the ledger, " + tables + " in the usage database");
    }
  }
}
