package io.colophon.gateway.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What was used, and what would be. */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Usage, compute, energy, carbon and money: what was, and what would be.",
    footer = {
      "",
      "Examples:",
      "  colophon usage report --by tenant,model",
      "  colophon usage check",
      "  colophon usage export --from 2026-11-01 --tenant acme",
      "  colophon usage invoice --tenant acme --period 2026-11 --config colophon.yaml",
      "  colophon usage estimate --active-params 37e9 --total-params 671e9 --output-tokens 400"
    })
final class UsageCommand extends CommandGroup {
  static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new UsageCommand())
        .addSubcommand("report", new UsageReportCommand(around))
        .addSubcommand("check", new UsageCheckCommand(around))
        .addSubcommand("export", new UsageExportCommand(around))
        .addSubcommand("exports", new UsageExportsCommand(around))
        .addSubcommand("invoice", new UsageInvoiceCommand(around))
        .addSubcommand("correct", new UsageCorrectCommand(around))
        .addSubcommand("estimate", UsageEstimateCommand.commandLine(around));
  }
}
