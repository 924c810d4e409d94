package io.colophon.distribution.commands;

import io.colophon.gateway.cli.CommandSource;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code colophon provider}: for those who write providers. */
public final class ProviderCommands implements CommandSource {
  private static final int USAGE = 64; // as sysexits.h has it, and the other commands

  @Override
  public String name() {
    return "provider";
  }

  @Override
  public CommandLine command(PrintWriter out, PrintWriter err, Map<String, String> environment) {
    return new CommandLine(new Group())
        .addSubcommand("test", new ProviderTestCommand(out, environment));
  }

  @Command(
      name = "provider",
      mixinStandardHelpOptions = true,
      description = "For those who write providers: test an adapter file.",
      footer = {
        "",
        "Examples:",
        "  colophon provider test runway.yaml --recording recordings/runway"
      })
  static final class Group implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().usage(spec.commandLine().getErr());
      return USAGE;
    }
  }
}
