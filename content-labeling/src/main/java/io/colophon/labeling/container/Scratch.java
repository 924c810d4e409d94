package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Intermediate files of one labelling, gone when it ends. Not thread-safe. */
public final class Scratch implements AutoCloseable {
  private final Path directory;
  private final List<Path> files = new ArrayList<>();

  public Scratch(Path directory) {
    this.directory = directory;
  }

  /** A new empty file that only this process may read. */
  public Path file(String suffix) throws IOException {
    Path file = Files.createTempFile(directory, "label-", suffix);
    files.add(file);
    return file;
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
