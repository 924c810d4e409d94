package io.colophon.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one trial, on the disk of the working directory rather than in memory. */
final class TemporaryFolder {
  private TemporaryFolder() {}

  static Path make() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(Path.of("target", "jmh")), "trial-");
  }

  static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
