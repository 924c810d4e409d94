package io.colophon.gateway.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/**
 * Adds a command to {@code colophon}, for what the gateway itself knows nothing of. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface CommandSource {

  /** The command's name, as typed. */
  String name();

  /**
   * Makes the command. What it throws as {@link IllegalArgumentException} is a mistake of the one
   * who typed it.
   *
   * @param environment variables of the process
   */
  CommandLine command(PrintWriter out, PrintWriter err, Map<String, String> environment);
}
