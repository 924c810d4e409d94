package io.colophon.benchmarks.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one run, on a disk that is named rather than in memory. */
public final class TemporaryFolder {
  private TemporaryFolder() {}

  /** Makes one in the parent, which is made if missing. */
  public static Path make(Path parent) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(parent), "run-");
  }

  /** Deletes it with all that is in it. */
  public static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
