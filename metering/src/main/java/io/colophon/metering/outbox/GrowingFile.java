package io.colophon.metering.outbox;

import io.colophon.journal.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file that grows by whole lines until it is finished. Not thread-safe. */
final class GrowingFile {
  static final String PART = ".part";

  private static final String ENDING = ".jsonl";
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path part;
  private final Instant since;
  private @Nullable FileChannel channel;
  private long bytes;

  private GrowingFile(Path part, Instant since, FileChannel channel) {
    this.part = part;
    this.since = since;
    this.channel = channel;
  }

  /** Makes an empty one under a name that nothing has. */
  static GrowingFile create(Path directory, String name, long index, Instant now)
      throws IOException {
    Files.createDirectories(directory);
    String stem = "%s-%s-%019d".formatted(name, NAME_TIME.format(now), index);
    for (int i = 0; ; i++) {
      String unique = i == 0 ? stem : stem + "-" + i;
      Path part = directory.resolve(unique + ENDING + PART);
      if (Files.exists(directory.resolve(unique + ENDING))) {
        continue;
      }
      try {
        FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        GrowingFile file = new GrowingFile(part, now, channel);
        DurableFiles.forceNames(directory);
        return file;
      } catch (FileAlreadyExistsException taken) {
        // the next number
      }
    }
  }

  /** When it was begun. */
  Instant since() {
    return since;
  }

  /** How many bytes of whole lines it has. */
  long bytes() {
    return bytes;
  }

  /** Adds lines and flushes them to disk. After a failure none of them is in the file. */
  void append(ByteBuffer lines) throws IOException {
    FileChannel open = open();
    try {
      open.truncate(bytes); // what a failed call left
      open.position(bytes);
      int length = lines.remaining();
      while (lines.hasRemaining()) {
        open.write(lines);
      }
      open.force(true);
      bytes += length;
    } catch (IOException failure) {
      release();
      throw failure;
    }
  }

  /** An interrupt and some disk failures close the channel. */
  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null || !open.isOpen()) {
      open = FileChannel.open(part, StandardOpenOption.WRITE);
      channel = open;
    }
    return open;
  }

  private void release() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  /** Ends it and gives it its name; an empty one goes. */
  void finish() throws IOException {
    open().truncate(bytes);
    open().force(true);
    release();
    rename(part, bytes);
  }

  /** Ends one that nobody writes any more, without a line that was cut. */
  static void finishLeft(Path part) throws IOException {
    long whole = 0;
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      whole = endOfLastLine(channel);
      channel.truncate(whole);
      channel.force(true);
    }
    rename(part, whole);
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
    long end = channel.size();
    while (end > 0) {
      long start = Math.max(0, end - chunk.capacity());
      chunk.clear().limit((int) (end - start));
      while (chunk.hasRemaining() && channel.read(chunk, start + chunk.position()) > 0) {
        // until it is full
      }
      for (int i = chunk.position() - 1; i >= 0; i--) {
        if (chunk.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  private static void rename(Path part, long bytes) throws IOException {
    Path directory = part.toAbsolutePath().getParent();
    String name = part.getFileName().toString();
    if (bytes == 0) {
      Files.delete(part);
    } else {
      Path finished = part.resolveSibling(name.substring(0, name.length() - PART.length()));
      Files.move(part, finished, StandardCopyOption.ATOMIC_MOVE);
    }
    if (directory != null) {
      DurableFiles.forceNames(directory);
    }
  }
}
