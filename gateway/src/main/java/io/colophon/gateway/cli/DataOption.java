package io.colophon.gateway.cli;

import io.colophon.gateway.server.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a server keeps its data. */
final class DataOption {
  static final String DEFAULT = "colophon-data";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = DEFAULT,
      description = "a server's data directory (default: ${DEFAULT-VALUE})")
  private Path directory = Path.of(DEFAULT);

  DataDirectory get() {
    return new DataDirectory(directory);
  }

  /** Fails if {@code part} of the data is not there, instead of making it. */
  DataDirectory existing(Path part, String what) {
    if (!Files.exists(part)) {
      throw new CommandFailedException(
          directory.toAbsolutePath().normalize()
              + " holds no "
              + what
              + ": name a server's data directory with --data");
    }
    return get();
  }
}
