package io.colophon.gateway.server;

import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is settled in the ledger of a gateway, read beside it: callers' entries and ours. */
public final class Settled {
  private Settled() {}

  /** All, in their order. */
  public static List<SettledEntry> all(Path folder) throws IOException {
    List<SettledEntry> found = new ArrayList<>();
    try (LedgerEntries entries =
        Ledger.openReadOnly(new DataDirectory(RunningGateway.data(folder)).ledger())) {
      entries.read(LedgerFilter.ALL, (position, entry) -> found.add(entry));
    }
    return found;
  }

  /** Those of callers. */
  public static List<SettledEntry> byCallers(Path folder) throws IOException {
    return all(folder).stream().filter(entry -> !isOurs(entry)).toList();
  }

  /** Those that the platform pays. */
  public static List<SettledEntry> byThePlatform(Path folder) throws IOException {
    return all(folder).stream().filter(Settled::isOurs).toList();
  }

  private static boolean isOurs(SettledEntry entry) {
    return entry.opened().tenant().equals(OpenedEntry.PLATFORM_TENANT);
  }
}
