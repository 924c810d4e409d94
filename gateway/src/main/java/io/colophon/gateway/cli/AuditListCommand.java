package io.colophon.gateway.cli;

import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.Page;
import io.colophon.labeling.provenance.ProvenanceReader;
import io.colophon.labeling.provenance.ProvenanceRecord;
import io.colophon.labeling.provenance.ProvenanceRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists records, oldest first, a page at a time. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists provenance records, oldest first, a page at a time.",
    footer = {
      "",
      "Examples:",
      "  colophon audit list --modality image --from 2026-11-01",
      "  colophon audit list --start 100 --limit 50 --json"
    })
final class AuditListCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private final DataOption data = new DataOption();
  @Mixin private final RecordFilterOptions filter = new RecordFilterOptions();

  @Option(
      names = "--start",
      paramLabel = "INDEX",
      defaultValue = "0",
      description = "index to begin at, as the last page says (default: ${DEFAULT-VALUE})")
  private long start;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "most records, 1 to " + ProvenanceRecords.MAX_RESULTS + " (default: ${DEFAULT-VALUE})")
  private int limit = 100;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  AuditListCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 1 || limit > ProvenanceRecords.MAX_RESULTS) {
      throw new UsageException(
          "--limit is " + limit + ", expected 1 to " + ProvenanceRecords.MAX_RESULTS);
    }
    if (start < 0) {
      throw new UsageException("--start is " + start + ", expected 0 or more");
    }
    try (ProvenanceReader log = AuditCommand.open(data)) {
      Page<LogEntry> page = log.list(filter.toFilter(), start, limit);
      around.out().print(json ? json(page) : table(page));
      around.out().flush();
      if (!json) {
        page.nextIndex().ifPresent(next -> around.err().println("more: --start " + next));
      }
    }
    return ExitCodes.OK;
  }

  private static String json(Page<LogEntry> page) {
    Map<String, Object> result = new LinkedHashMap<>();
    List<Object> records = new ArrayList<>();
    page.items().forEach(entry -> records.add(EntryJson.of(entry)));
    result.put("records", records);
    page.nextIndex().ifPresent(next -> result.put("nextStart", next));
    return Json.of(result) + "\n";
  }

  private static String table(Page<LogEntry> page) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("index", "time", "tenant", "type", "bytes", "model", "labels", "request id"));
    for (LogEntry entry : page.items()) {
      ProvenanceRecord record = entry.record();
      lines.add(
          List.of(
              Long.toString(entry.index()),
              record.time().toString(),
              Text.printable(record.tenant()),
              record.output().mimeType(),
              Long.toString(record.output().sizeBytes()),
              Text.printable(record.origin().model()),
              String.join("+", record.labels().jurisdictions()),
              record.generationId()));
    }
    return Text.table(lines);
  }
}
