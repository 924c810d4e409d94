package io.colophon.gateway.cli;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.ledger.UnreadableEntryException;
import io.colophon.metering.outbox.UsageEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the ledger out, one entry in memory at a time. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes what was settled and corrected, one JSON object on a line, in the ledger's order.",
      "Of several revisions of a usage id the highest counts. Exit code 2: some entries could not",
      "be read and were passed over."
    },
    footer = {
      "",
      "Examples:",
      "  colophon usage export --from 2026-11-01 --to 2026-12-01 > november.jsonl",
      "  colophon usage export --format jsonl --tenant acme"
    })
final class UsageExportCommand implements Callable<Integer> {
  /** What a line holds. */
  enum Format {
    cloudevents,
    jsonl
  }

  private static final int LOOK_EVERY = 1_024;

  private final Surroundings around;

  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "cloudevents",
      description =
          "cloudevents: whole events as exporters send them; jsonl: their data alone"
              + " (default: ${DEFAULT-VALUE})")
  private Format format = Format.cloudevents;

  @Option(names = "--from", paramLabel = "TIME", description = "admitted at or after this time")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "admitted before this time")
  private Optional<String> to = Optional.empty();

  @Option(names = "--tenant", paramLabel = "T", description = "only this tenant's")
  private Optional<String> tenant = Optional.empty();

  private long lookedAt;
  private long unreadable;

  UsageExportCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    Instant after = time("--from", from);
    Instant before = time("--to", to);
    if (after != null && before != null && before.isBefore(after)) {
      throw new UsageException("--from " + after + " --to " + before + ", expected from <= to");
    }
    DataDirectory directory = data.existing(data.get().ledger(), "ledger");
    String source = source(directory.instance());
    try (LedgerEntries ledger = Ledger.openReadOnly(directory.ledger())) {
      long place = 0;
      while (place >= 0) {
        place = write(ledger, place, source, after, before);
      }
    }
    around.out().flush();
    return unreadable == 0 ? ExitCodes.OK : ExitCodes.NOT_IN_ORDER;
  }

  /** Returns where to go on behind an entry that cannot be read, or -1 at the end. */
  private long write(
      LedgerEntries ledger,
      long place,
      String source,
      @Nullable Instant after,
      @Nullable Instant before)
      throws IOException {
    try {
      ledger.follow(
          place,
          (index, entry) -> {
            if (wanted(entry, after, before)) {
              UsageEvent.of(index, entry, source).ifPresent(this::print);
            }
            boolean look = ++lookedAt % LOOK_EVERY == 0; // looking flushes
            return !look || !around.out().checkError(); // nobody reads any more
          });
      return -1;
    } catch (UnreadableEntryException entry) {
      around.err().println("passed over: " + entry.getMessage());
      unreadable++;
      return entry.index() + 1;
    }
  }

  private void print(UsageEvent event) {
    around.out().print((format == Format.jsonl ? event.json() : event.toJson()) + "\n");
  }

  private boolean wanted(LedgerEntry entry, @Nullable Instant after, @Nullable Instant before) {
    OpenedEntry opened =
        entry instanceof SettledEntry settled
            ? settled.opened()
            : entry instanceof CorrectionEntry correction ? correction.corrected().opened() : null;
    return opened != null
        && (tenant.isEmpty() || tenant.get().equals(opened.tenant()))
        && (after == null || !opened.time().isBefore(after))
        && (before == null || opened.time().isBefore(before));
  }

  /** The same as that of a running server's events, so that the ids mean the same. */
  private static String source(Path instance) throws IOException {
    return Files.exists(instance) ? "/colophon/" + Files.readString(instance).strip() : "/colophon";
  }

  private static @Nullable Instant time(String option, Optional<String> text) {
    return text.isPresent() ? TimeOption.parse(option, text.get()) : null;
  }
}
