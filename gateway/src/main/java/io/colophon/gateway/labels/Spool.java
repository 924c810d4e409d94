package io.colophon.gateway.labels;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folder where media wait for their label. Bounded in all and for each output; emptied at
 * start, since what lies there belongs to generations that no longer run. Thread-safe.
 */
public final class Spool {
  private final Path directory;
  private final long maxOutputBytes;
  private final long maxSpoolBytes;
  private final AtomicLong usedBytes = new AtomicLong();
  private final AtomicLong number = new AtomicLong();

  private Spool(Path directory, long maxOutputBytes, long maxSpoolBytes) {
    this.directory = directory;
    this.maxOutputBytes = maxOutputBytes;
    this.maxSpoolBytes = maxSpoolBytes;
  }

  /**
   * Opens the folder and empties it.
   *
   * @throws IOException if it cannot be made, read or written
   */
  public static Spool open(Path directory, long maxOutputBytes, long maxSpoolBytes)
      throws IOException {
    Files.createDirectories(directory);
    empty(directory);
    return new Spool(directory, maxOutputBytes, maxSpoolBytes);
  }

  private static void empty(Path directory) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
      for (Path file : left) {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          empty(file);
        }
        Files.deleteIfExists(file);
      }
    }
  }

  /** A path for a new file; the file does not exist yet. */
  Path newFile(String suffix) {
    return directory.resolve(number.incrementAndGet() + suffix);
  }

  /**
   * Takes room for more bytes of one output.
   *
   * @param outputBytes size of the output so far, with these
   * @param moreBytes how many are new
   * @throws Refusal LABEL_FAILED if the output or the spool would be too large
   */
  void take(long outputBytes, long moreBytes) {
    if (outputBytes > maxOutputBytes) {
      throw Refusal.of(
          Reason.UPSTREAM_MALFORMED,
          "the output is larger than the " + maxOutputBytes + " bytes that one may have");
    }
    if (usedBytes.addAndGet(moreBytes) > maxSpoolBytes) {
      usedBytes.addAndGet(-moreBytes);
      throw Refusal.of(Reason.GATEWAY_OVERLOADED, "no room for media that wait for their label");
    }
  }

  /** Gives room back. */
  void giveBack(long bytes) {
    usedBytes.addAndGet(-bytes);
  }
}
