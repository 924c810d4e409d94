package io.colophon.gateway.cli;

import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.conformance.ConfiguredFacts;
import io.colophon.gateway.conformance.ConformanceReport;
import io.colophon.gateway.conformance.ReportPage;
import io.colophon.labeling.Jurisdiction;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
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
    description = {
      "Writes provenance records as JSON Lines or CSV, oldest first; or, with --report, what a",
      "regime must be able to see: requirements met, evidence of each output, copies without the",
      "shown label, retention, keys."
    },
    footer = {
      "",
      "Examples:",
      "  colophon audit export --format jsonl > records.jsonl",
      "  colophon audit export --format csv --from 2026-11-01 --out november.csv",
      "  colophon audit export --report cn --format html --out conformance-cn.html"
    })
final class AuditExportCommand implements Callable<Integer> {
  /** What an export can look like. */
  enum Format {
    jsonl,
    csv,
    json,
    html
  }

  private final Surroundings around;

  @Mixin private final DataOption data = new DataOption();
  @Mixin private final RecordFilterOptions filter = new RecordFilterOptions();

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "jsonl or csv (default jsonl); of a report html or json (default html)")
  private Optional<Format> format = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "R",
      description = "cn, eu, us-ca, in, kr or vn: report of conformance instead of records")
  private Optional<String> report = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "configuration whose rules and keys the report names (default: the embedded)")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000",
      description = "outputs that a report lists one by one (default: ${DEFAULT-VALUE})")
  private int rows = 1000;

  @Option(names = "--out", paramLabel = "FILE", description = "default: standard output")
  private Optional<Path> out = Optional.empty();

  AuditExportCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    if (report.isPresent()) {
      return report(report.get());
    }
    if (format.isPresent() && format.get() != Format.jsonl && format.get() != Format.csv) {
      throw new UsageException("--format " + format.get() + " is for --report");
    }
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

  private int report(String id) throws IOException {
    Jurisdiction regime =
        Jurisdiction.of(id)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--report is '" + id + "', expected cn, eu, us-ca, kr, in or vn"));
    Format as = format.orElse(Format.html);
    if (as != Format.html && as != Format.json) {
      throw new UsageException("--format is '" + as + "', expected html or json for a report");
    }
    Map<String, Object> tree;
    try (ProvenanceReader log = AuditCommand.open(data)) {
      tree =
          ConformanceReport.of(
              log,
              regime,
              filter.toFilter(),
              ConfiguredFacts.of(configuration(), regime),
              Instant.now().truncatedTo(ChronoUnit.SECONDS),
              Math.max(0, rows));
    }
    String text = as == Format.html ? ReportPage.of(tree) : Json.of(tree) + "\n";
    if (out.isPresent()) {
      Files.writeString(out.get(), text);
    } else {
      around.out().print(text);
      around.out().flush();
    }
    return ExitCodes.OK;
  }

  private GatewayConfig configuration() {
    ConfigResult loaded =
        ConfigLoader.load(config, around.providers().get().types(), around.environment());
    if (loaded instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new CommandFailedException(
        "the configuration has problems; colophon config check names them");
  }

  private long write(ProvenanceReader log, PrintWriter to) throws IOException {
    boolean csv = format.orElse(Format.jsonl) == Format.csv;
    if (csv) {
      to.print(RecordCsv.HEADER);
    }
    RecordFilter wanted = filter.toFilter();
    long written = 0;
    OptionalLong next = OptionalLong.of(0);
    while (next.isPresent()) {
      Page<LogEntry> page = log.list(wanted, next.getAsLong(), ProvenanceRecords.MAX_RESULTS);
      for (LogEntry entry : page.items()) {
        to.print(csv ? RecordCsv.line(entry) : jsonLine(entry));
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
