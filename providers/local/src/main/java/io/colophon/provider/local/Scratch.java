package io.colophon.provider.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names for files that live for one generation. They lie in a directory of this process; what a
 * process that crashed left behind is removed when the next one starts to work. Thread-safe.
 */
final class Scratch {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
  private static final String PREFIX = "work-";

  private final Path parent;
  private final AtomicLong count = new AtomicLong();
  private @Nullable Path directory;

  /**
   * @param parent exists and is writable
   */
  Scratch(Path parent) {
    this.parent = parent;
  }

  /** A path at which no file is. */
  Path newFile() throws IOException {
    return directory().resolve(Long.toString(count.incrementAndGet()));
  }

  private synchronized Path directory() throws IOException {
    if (directory == null) {
      removeLeftovers();
      directory = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
    }
    return directory;
  }

  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
      for (Path old : found) {
        String[] name = old.getFileName().toString().split("-");
        boolean alive =
            !name[1].matches("\\d{1,18}") || ProcessHandle.of(Long.parseLong(name[1])).isPresent();
        if (!alive) {
          LOG.info("Removing {}, left behind by a process that is gone", old);
          removeTree(old);
        }
      }
    }
  }

  /** Removes the directory with whatever is in it. */
  synchronized void close() throws IOException {
    if (directory != null) {
      removeTree(directory);
    }
  }

  private static void removeTree(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} was already gone", directory);
    }
    Files.deleteIfExists(directory);
  }
}
