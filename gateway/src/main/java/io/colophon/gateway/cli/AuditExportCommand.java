package io.colophon.gateway.cli;

import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.Page;
import io.colophon.labeling.provenance.ProvenanceReader;
import io.colophon.labeling.provenance.ProvenanceRecords;
import io.colophon.labeling.provenance.RecordFilter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes records for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Writes provenance records as JSON Lines or CSV, oldest first.",
    footer = {
      "",
      "Examples:",
      "  colophon audit export --format jsonl > records.jsonl",
      "  colophon audit export --format csv --from 2026-11-01 --out november.csv"
    })
final class AuditExportCommand implements Callable<Integer> {
  /** What an export can look like. */
  enum Format {
    jsonl,
    csv
  }

  private final Surroundings around;

  @Mixin private final DataOption data = new DataOption();
  @Mixin private final RecordFilterOptions filter = new RecordFilterOptions();

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "jsonl",
      description = "jsonl or csv (default: ${DEFAULT-VALUE})")
  private Format format = Format.jsonl;

  @Option(names = "--out", paramLabel = "FILE", description = "default: standard output")
  private Optional<Path> out = Optional.empty();

  AuditExportCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    long written;
    try (ProvenanceReader log = AuditCommand.open(data)) {
      if (out.isEmpty()) {
        written = write(log, around.out());
        around.out().flush();
      } else {
        try (PrintWriter file =
            new PrintWriter(Files.newBufferedWriter(out.get(), StandardCharsets.UTF_8))) {
          written = write(log, file);
          if (file.checkError()) {
            throw new CommandFailedException(out.get() + " could not be written to its end");
          }
        }
      }
    }
    around.err().println(written == 1 ? "1 record" : written + " records");
    return ExitCodes.OK;
  }

  private long write(ProvenanceReader log, PrintWriter to) throws IOException {
    if (format == Format.csv) {
      to.print(RecordCsv.HEADER);
    }
    RecordFilter wanted = filter.toFilter();
    long written = 0;
    OptionalLong next = OptionalLong.of(0);
    while (next.isPresent()) {
      Page<LogEntry> page = log.list(wanted, next.getAsLong(), ProvenanceRecords.MAX_RESULTS);
      for (LogEntry entry : page.items()) {
        to.print(format == Format.csv ? RecordCsv.line(entry) : jsonLine(entry));
        written++;
      }
      next = page.nextIndex();
    }
    return written;
  }

  private static String jsonLine(LogEntry entry) {
    return "{\"index\":"
        + entry.index()
        + ",\"leafHash\":\""
        + entry.leafHash().toHex()
        + "\",\"record\":"
        + entry.record().toJson()
        + "}\n";
  }
}
