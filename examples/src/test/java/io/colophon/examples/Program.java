package io.colophon.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program of another language to its end, at most two minutes, and gives what it printed.
 */
final class Program {
  private static final int PATIENCE_SECONDS = 120;

  private Program() {}

  static String run(Path directory, List<String> command, String... arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("colophon-example", ".txt");
    try {
      Process process =
          new ProcessBuilder(Stream.concat(command.stream(), Stream.of(arguments)).toList())
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String printed = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(
            String.join(" ", command)
                + (ended ? " ended with " + process.exitValue() : " did not end in time")
                + ":\n"
                + printed);
      }
      return printed;
    } finally {
      Files.delete(output);
    }
  }

  /** A folder of this module, wherever the build runs. */
  static Path folder(String name) {
    Path here = new File("").getAbsoluteFile().toPath();
    Path module = here.endsWith("examples") ? here : here.resolve("examples");
    return module.resolve(name);
  }
}
