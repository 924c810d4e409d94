package io.colophon.distribution;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.journal.Journal;
import io.colophon.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The ledger beside the server that writes it. What is opened there reaches the disk a little after
 * the work began, so whoever kills the server to see what is left has to wait for it.
 */
final class OpenedEntries {
  private OpenedEntries() {}

  /** How many entries a kill leaves. */
  static long onDisk(Path data) throws IOException {
    try (JournalReader entries =
        Journal.openReadOnly(new DataDirectory(data).ledger().resolve("entries"))) {
      return entries.size();
    }
  }
}
