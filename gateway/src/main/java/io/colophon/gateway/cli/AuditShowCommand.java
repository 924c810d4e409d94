package io.colophon.gateway.cli;

import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.ProvenanceReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one record. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Shows one provenance record.",
    footer = {"", "Example:", "  colophon audit show 3 --data demo-out/data"})
final class AuditShowCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "INDEX", description = "index in the log, from 0")
  private long index;

  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--reveal",
      description = "show the personal values as well that the log holds commitments to")
  private boolean reveal;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  AuditShowCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    try (ProvenanceReader log = AuditCommand.open(data)) {
      LogEntry entry =
          log.entry(index)
              .orElseThrow(
                  () ->
                      new CommandFailedException(
                          "no record " + index + ": the log holds " + log.size() + ", from 0"));
      Map<String, Object> shown = EntryJson.of(entry);
      if (reveal) {
        shown.put("personal", PersonalJson.of(entry.record(), log));
      }
      if (json) {
        around.out().println(Json.of(shown));
      } else {
        List<List<String>> lines = new ArrayList<>();
        flatten("", shown, lines);
        around.out().print(Text.table(lines));
      }
      around.out().flush();
    }
    return ExitCodes.OK;
  }

  private static void flatten(String path, Object value, List<List<String>> lines) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> flatten(path.isEmpty() ? "" + key : path + "." + key, inner, lines));
    } else {
      lines.add(List.of(path, Text.printable(String.valueOf(value))));
    }
  }
}
