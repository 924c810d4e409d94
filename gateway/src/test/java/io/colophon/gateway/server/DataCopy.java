package io.colophon.gateway.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * A data directory as a crash would leave it now, while a gateway works in it. Files that it
 * deletes meanwhile are not in the copy, nor is what the next start empties.
 */
public final class DataCopy extends SimpleFileVisitor<Path> {
  private final Path from;
  private final Path to;
  private final Set<Path> emptied;

  private DataCopy(Path from, Path to) {
    this.from = from;
    this.to = to;
    this.emptied = Set.of(from.resolve("spool"), from.resolve("cache"));
  }

  /** Makes one; {@code to} must not exist. */
  public static void of(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new DataCopy(from, to));
  }

  private Path copyOf(Path source) {
    return to.resolve(from.relativize(source).toString());
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    Files.createDirectories(copyOf(folder));
    return emptied.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    try {
      Files.copy(file, copyOf(file));
      return FileVisitResult.CONTINUE;
    } catch (NoSuchFileException gone) {
      return visitFileFailed(file, gone);
    }
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }
}
