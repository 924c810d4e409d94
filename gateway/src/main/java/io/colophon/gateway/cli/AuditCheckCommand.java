package io.colophon.gateway.cli;

import io.colophon.labeling.provenance.CheckReport;
import io.colophon.labeling.provenance.LogCheck;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads and hashes the whole log. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Checks the whole log and names the first position that was altered.",
      "Reads and hashes every provenance record and compares the tree with every signed",
      "checkpoint; then the static files, the personal data and the index with the records."
    },
    footer = {
      "",
      "Example:",
      "  colophon audit check --data demo-out/data",
      "",
      "Exit codes: 0 as it was written, 2 altered, 1 could not be looked at"
    })
final class AuditCheckCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private final DataOption data = new DataOption();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  AuditCheckCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    CheckReport report =
        LogCheck.run(data.existing(data.get().provenance(), "provenance log").provenance());
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("intact", report.isIntact());
      result.put("records", report.records());
      result.put("checkpoints", report.checkpoints());
      result.put("covered", report.covered());
      report
          .finding()
          .ifPresent(
              finding -> {
                result.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
                result.put("position", finding.position());
                result.put("message", finding.message());
              });
      around.out().println(Json.of(result));
    } else {
      around
          .out()
          .println(
              report.records()
                  + " records, "
                  + report.checkpoints()
                  + " signed checkpoints, the newest covers "
                  + report.covered());
      around
          .out()
          .println(
              report
                  .finding()
                  .map(
                      finding ->
                          "ALTERED at position "
                              + finding.position()
                              + " ("
                              + finding.kind().name().toLowerCase(Locale.ROOT)
                              + "): "
                              + finding.message())
                  .orElse("intact: nothing was altered"));
    }
    around.out().flush();
    return report.isIntact() ? ExitCodes.OK : ExitCodes.NOT_IN_ORDER;
  }
}
