package io.colophon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Small files beside a journal that have to survive a loss of power. Blocks for the disk. */
public final class DurableFiles {
  private DurableFiles() {}

  /**
   * Replaces a file, or makes it. A crash leaves the old content or the new one, never a part; when
   * this returns it is the new one. One caller at a time for each file.
   *
   * @param content from its position to its limit
   */
  public static void replace(Path file, ByteBuffer content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceNames(Objects.requireNonNull(fresh.toAbsolutePath().getParent()));
  }

  /** Makes new and changed names in a directory durable, which a force of the files does not. */
  public static void forceNames(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
