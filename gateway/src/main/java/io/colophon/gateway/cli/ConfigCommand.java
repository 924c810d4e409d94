package io.colophon.gateway.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Check a configuration, compare it with the running one, put it in force. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Checks a configuration; compares it with a running server's; puts it in force.",
    footer = {
      "",
      "Examples:",
      "  colophon config check colophon.yaml",
      "  colophon config diff colophon.yaml && colophon config apply colophon.yaml"
    })
final class ConfigCommand extends CommandGroup {
  static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new ConfigCommand())
        .addSubcommand("check", new ConfigCheckCommand(around))
        .addSubcommand("diff", new ConfigDiffCommand(around))
        .addSubcommand("apply", new ConfigApplyCommand(around));
  }
}
