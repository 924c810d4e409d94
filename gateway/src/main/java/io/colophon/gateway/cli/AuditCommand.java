package io.colophon.gateway.cli;

import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.ProvenanceReader;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The provenance log: look, export, prove, check. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Provenance records of a server's data: list, show, export, prove, check, erase.",
    footer = {
      "",
      "Examples:",
      "  colophon audit list --modality image --data demo-out/data",
      "  colophon audit check --data demo-out/data"
    })
final class AuditCommand extends CommandGroup {

  static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new AuditCommand())
        .addSubcommand("list", new AuditListCommand(around))
        .addSubcommand("show", new AuditShowCommand(around))
        .addSubcommand("export", new AuditExportCommand(around))
        .addSubcommand("prove", new AuditProveCommand(around))
        .addSubcommand("check", new AuditCheckCommand(around))
        .addSubcommand("erase", new AuditEraseCommand(around));
  }

  /** Opens the log beside a running server or without one. */
  static ProvenanceReader open(DataOption data) throws IOException {
    return ProvenanceLog.openReadOnly(
        data.existing(data.get().provenance(), "provenance log").provenance());
  }
}
