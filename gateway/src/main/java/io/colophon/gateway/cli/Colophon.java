package io.colophon.gateway.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code colophon}. */
public final class Colophon {
  private static final int HELP_WIDTH = 100;

  private Colophon() {}

  /** Runs a command and ends the process with its exit code, see {@link ExitCodes}. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("serve")) {
      Logging.ofServer();
    } else {
      Logging.ofCommand();
    }
    Surroundings process = Surroundings.ofProcess();
    int code = run(process, args);
    process.out().flush();
    process.err().flush();
    System.exit(code);
  }

  static int run(Surroundings around, String... args) {
    return commandLine(around, args.length == 0 ? "" : args[0]).execute(args);
  }

  /**
   * Only the command that is called is made: the others would cost start-up time. For help, and for
   * suggestions after a mistyped name, all are.
   */
  private static CommandLine commandLine(Surroundings around, String first) {
    CommandLine root = new CommandLine(new Root());
    Map<String, Function<Surroundings, CommandLine>> commands = withAdded(commands(), first);
    commands.forEach(
        (name, make) -> {
          if (name.equals(first) || !commands.containsKey(first)) {
            root.addSubcommand(name, make.apply(around));
          }
        });
    Failures failures = new Failures();
    return root.setOut(around.out())
        .setErr(around.err())
        .setUsageHelpWidth(HELP_WIDTH)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static Map<String, Function<Surroundings, CommandLine>> commands() {
    Map<String, Function<Surroundings, CommandLine>> commands = new LinkedHashMap<>();
    commands.put("demo", around -> new CommandLine(new DemoCommand(around)));
    commands.put("serve", around -> new CommandLine(new ServeCommand(around)));
    commands.put("generate", around -> new CommandLine(new GenerateCommand(around)));
    commands.put("verify", around -> new CommandLine(new VerifyCommand(around)));
    commands.put("label", around -> new CommandLine(new LabelCommand(around)));
    commands.put("audit", AuditCommand::commandLine);
    commands.put("usage", UsageCommand::commandLine);
    commands.put("config", ConfigCommand::commandLine);
    commands.put("keys", KeysCommand::commandLine);
    return commands;
  }

  /** Looked for only when none of our own is called: the search would cost start-up time. */
  private static Map<String, Function<Surroundings, CommandLine>> withAdded(
      Map<String, Function<Surroundings, CommandLine>> own, String first) {
    if (own.containsKey(first)) {
      return own;
    }
    Map<String, Function<Surroundings, CommandLine>> commands = new LinkedHashMap<>(own);
    for (CommandSource source : ServiceLoader.load(CommandSource.class)) {
      commands.put(
          source.name(),
          around -> source.command(around.out(), around.err(), around.environment()));
    }
    return commands;
  }

  @Command(
      name = "colophon",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Generation gateway: text, images, audio and video from many models behind one gRPC API,",
        "every output labelled, metered and on the record."
      },
      footer = {
        "",
        "Examples:",
        "  colophon demo                      one output of each kind, verified",
        "  colophon serve --config F          run the server",
        "  colophon generate --modality image --prompt \"a lighthouse at dusk\"",
        "  colophon COMMAND --help            options and examples of a command"
      })
  private static final class Root extends CommandGroup {}
}
