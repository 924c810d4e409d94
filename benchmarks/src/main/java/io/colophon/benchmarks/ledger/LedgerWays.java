package io.colophon.benchmarks.ledger;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.OpenedEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** What Colophon does. */
final class LedgerWays {
  private LedgerWays() {}

  /** A generation is opened and settled; acknowledged when the settlement is on disk. */
  record Durable(Ledger ledger, Entries entries, int atOnce) implements Way {
    static Durable in(Path folder, int atOnce) throws IOException {
      return new Durable(Ledger.open(folder, Clock.systemUTC()), new Entries(), atOnce);
    }

    @Override
    public CompletableFuture<?> enter() {
      OpenedEntry opened = entries.opened();
      ledger.opened(opened);
      return ledger.settle(entries.settled(opened));
    }

    @Override
    public void close() throws IOException {
      ledger.close();
    }
  }

  /** A settled entry is encoded and queued; the disk follows within 200 ms. */
  record Behind(Journal journal, Entries entries) implements Way {
    static Behind in(Path folder) throws IOException {
      return new Behind(Journal.open(folder, JournalOptions.defaults()), new Entries());
    }

    @Override
    public int atOnce() {
      return 48_000;
    }

    @Override
    public CompletableFuture<?> enter() {
      return journal.appendLazily(ByteBuffer.wrap(entries.settled(entries.opened()).toBytes()));
    }

    @Override
    public void close() throws IOException {
      journal.close();
    }
  }
}
