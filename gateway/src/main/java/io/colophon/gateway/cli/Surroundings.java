package io.colophon.gateway.cli;

import io.colophon.gateway.assembly.ProviderRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;

/**
 * What a command finds around it.
 *
 * @param out results; always UTF-8, so that what is piped into a file is what was delivered
 * @param err messages
 * @param terminal whether a person watches {@code err}
 * @param environment environment variables
 * @param providers the provider types that exist, looked for when they are needed
 * @param clock wall clock
 */
record Surroundings(
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    Map<String, String> environment,
    Supplier<ProviderRegistry> providers,
    Clock clock) {

  static Surroundings ofProcess() {
    return new Surroundings(
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        isTerminal(),
        System.getenv(),
        Surroundings::plugIns,
        Clock.systemUTC());
  }

  private static ProviderRegistry plugIns() {
    try {
      return ProviderRegistry.discover();
    } catch (ServiceConfigurationError broken) {
      throw new CommandFailedException(
          "a provider plug-in on the class path cannot be used: " + broken.getMessage());
    }
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }

  /** {@link System#console} cannot tell for standard error alone, Linux can. */
  private static boolean isTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException otherSystem) {
      return System.console() != null;
    }
  }
}
