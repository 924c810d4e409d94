package io.colophon.gateway.cli;

import io.colophon.gateway.config.yaml.Problem;
import io.colophon.gateway.server.InvalidConfigException;
import io.colophon.gateway.storage.StorageException;
import io.colophon.labeling.provenance.AlteredLogException;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where what went wrong becomes a message and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    hint(command, err);
    return ExitCodes.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    int failed = command.getCommandSpec().exitCodeOnExecutionException();
    if (failure instanceof UsageException) {
      err.println("error: " + failure.getMessage());
      hint(command, err);
      return ExitCodes.USAGE;
    }
    if (failure instanceof InvalidConfigException invalid) {
      problems(invalid.problems(), err);
      return ExitCodes.NOT_IN_ORDER;
    }
    if (failure instanceof StatusRuntimeException status) {
      GrpcFailures.print(status, err);
      return failed;
    }
    if (failure instanceof AlteredLogException altered) {
      err.println("error: the provenance log was altered: " + altered.getMessage());
      err.println("  first position: " + altered.position());
      return ExitCodes.NOT_IN_ORDER;
    }
    if (failure instanceof IllegalArgumentException && isAdded(command)) {
      err.println("error: " + failure.getMessage());
      return ExitCodes.NOT_IN_ORDER;
    }
    if (failure instanceof CommandFailedException || failure instanceof StorageException) {
      err.println("error: " + failure.getMessage());
      return failed;
    }
    if (failure instanceof IOException io) {
      err.println("error: " + text(io));
      return failed;
    }
    if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      err.println("error: " + text(unchecked.getCause()));
      return failed;
    }
    LoggerFactory.getLogger(Failures.class).debug("a command failed", failure);
    err.println("error: this should not have happened: " + failure);
    return ExitCodes.BUG;
  }

  /** Whether the command comes from a {@link CommandSource}. */
  private static boolean isAdded(CommandLine command) {
    return !command
        .getCommandSpec()
        .userObject()
        .getClass()
        .getPackageName()
        .equals(Failures.class.getPackageName());
  }

  static void problems(List<Problem> problems, PrintWriter to) {
    problems.forEach(to::println);
    to.println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
  }

  private static void hint(CommandLine command, PrintWriter err) {
    err.println("see '" + command.getCommandSpec().qualifiedName() + " --help'");
  }

  /** The JDK's messages for the commonest failures are the bare file name. */
  static String text(IOException failure) {
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      if (failure instanceof NoSuchFileException) {
        boolean sentence = file.getFile() != null && file.getFile().indexOf(' ') > 0;
        return sentence ? file.getFile() : file.getFile() + " does not exist";
      }
      if (failure instanceof AccessDeniedException) {
        return file.getFile() + " may not be read or written";
      }
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
