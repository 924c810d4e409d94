package io.colophon.gateway.cli;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.outbox.ExportPlaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How far exporters have come. */
@Command(
    name = "exports",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows how far each exporter of usage has come in the ledger, of a running or a stopped",
      "server. An exporter that is no longer configured keeps its place."
    },
    footer = {"", "Examples:", "  colophon usage exports", "  colophon usage exports --json"})
final class UsageExportsCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private final DataOption data = new DataOption();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  UsageExportsCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    DataDirectory directory = data.existing(data.get().ledger(), "ledger");
    Map<String, Long> places = new ExportPlaces(directory.exports()).all();
    long size;
    try (LedgerEntries ledger = Ledger.openReadOnly(directory.ledger())) {
      size = ledger.size();
    }
    if (json) {
      List<Map<String, Object>> rows = new ArrayList<>();
      places.forEach((name, place) -> rows.add(row(name, place, size)));
      around.out().println(Json.of(Map.of("exports", rows)));
    } else {
      around.out().printf("%-24s %14s %14s%n", "EXPORT", "PLACE", "LAG");
      places.forEach(
          (name, place) ->
              around.out().printf("%-24s %14d %14d%n", name, place, Math.max(0, size - place)));
    }
    around.out().flush();
    return ExitCodes.OK;
  }

  private static Map<String, Object> row(String name, long place, long size) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("place", place);
    row.put("lag", Math.max(0, size - place));
    return row;
  }
}
