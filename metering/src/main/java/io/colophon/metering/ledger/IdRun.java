package io.colophon.metering.ledger;

import io.colophon.journal.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of hashes in order, never changed once it is there: magic (8), count (8), earliest and
 * latest time of an id in milliseconds since 1970 (8 each), then hash (8) and value (8) of each.
 *
 * @param count how many
 * @param min earliest time
 * @param max latest time
 */
record IdRun(Path file, long count, long min, long max) {
  static final String SUFFIX = ".ids";
  private static final long MAGIC = 0x434F4C4F50494431L; // "COLOPID1"
  private static final int HEADER_BYTES = 32;
  private static final int ITEM_BYTES = 16;
  private static final int CHUNK = 1 << 16;

  static IdRun open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = read(channel, 0, HEADER_BYTES);
      long count = header.remaining() == HEADER_BYTES ? header.getLong(8) : -1;
      if (count < 0
          || header.getLong(0) != MAGIC
          || channel.size() != HEADER_BYTES + count * ITEM_BYTES) {
        throw new IOException(file + " is not a whole list of usage ids");
      }
      return new IdRun(file, count, header.getLong(16), header.getLong(24));
    }
  }

  /** Writes a table, which is of no use afterwards. On disk when this returns. */
  static IdRun write(Path file, IdTable table) throws IOException {
    IdRun run = new IdRun(file, table.size(), table.min(), table.max());
    ByteBuffer all = ByteBuffer.allocate(HEADER_BYTES + table.size() * ITEM_BYTES);
    all.putLong(MAGIC).putLong(run.count).putLong(run.min).putLong(run.max);
    table.drain((hash, value) -> all.putLong(hash).putLong(value));
    all.flip();
    // The replay mark, which is written next, relies on the file's being there.
    DurableFiles.replace(file, all);
    return run;
  }

  /** Adds all to a table. */
  void addTo(IdTable table) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      table.covers(min, max);
      for (long at = HEADER_BYTES, end = at + count * ITEM_BYTES; at < end; at += CHUNK) {
        ByteBuffer chunk = read(channel, at, (int) Math.min(CHUNK, end - at));
        while (chunk.remaining() >= ITEM_BYTES) {
          table.add(chunk.getLong(), chunk.getLong());
        }
      }
    }
  }

  /** What belongs to a hash, or {@link IdTable#NONE}. Reads some twenty times 16 bytes. */
  long find(long hash) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long low = 0;
      long high = count - 1;
      while (low <= high) {
        long middle = (low + high) >>> 1;
        ByteBuffer item = read(channel, HEADER_BYTES + middle * ITEM_BYTES, ITEM_BYTES);
        if (item.remaining() < ITEM_BYTES) {
          throw new IOException(file + " is cut short");
        }
        int order = Long.compareUnsigned(item.getLong(0), hash);
        if (order == 0) {
          return item.getLong(8);
        } else if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return IdTable.NONE;
    }
  }

  private static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip();
  }
}
