package io.colophon.metering.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Flushes names of files, which a flush of the files does not. */
final class Directories {
  private Directories() {}

  /** Makes new and changed names in a directory survive a loss of power. */
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
