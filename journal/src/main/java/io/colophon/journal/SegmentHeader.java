package io.colophon.journal;

import io.colophon.journal.Storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first 32 bytes of a segment, big-endian: magic (8), number of its first record (8), length in
 * bytes of the segment before it (8; 0 for the first), zero (4), CRC32C of the 28 bytes (4).
 */
record SegmentHeader(long firstIndex, long previousBytes) {
  static final int BYTES = 32;
  private static final long MAGIC = 0x434F4C4F504A3031L; // "COLOPJ01"
  private static final int CHECKED_BYTES = 28;

  void write(StoredFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putLong(firstIndex).putLong(previousBytes).putInt(0);
    bytes.putInt(check(bytes)).flip();
    file.write(bytes, 0);
  }

  static SegmentHeader read(StoredFile file, String name) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    file.read(bytes, 0);
    long first = firstIndex(name);
    if (bytes.hasRemaining()
        || bytes.getLong(0) != MAGIC
        || bytes.getInt(CHECKED_BYTES) != check(bytes)
        || bytes.getLong(8) != first) {
      throw new CorruptJournalException(first, name, 0, "segment header is damaged");
    }
    return new SegmentHeader(first, bytes.getLong(16));
  }

  /** The number of the first record of a segment of that name. */
  static long firstIndex(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** Returns whether the file's header is what was written. */
  static boolean isSound(StoredFile file, String name) throws IOException {
    try {
      read(file, name);
      return true;
    } catch (CorruptJournalException e) {
      return false;
    }
  }

  /** Returns whether the file was being created when the process ended: nothing but zeros. */
  static boolean isUnfinished(StoredFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    file.read(bytes, 0);
    if (bytes.hasRemaining()) {
      return true;
    }
    bytes.flip();
    while (bytes.hasRemaining()) {
      if (bytes.get() != 0) {
        return false;
      }
    }
    return true;
  }

  private static int check(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, CHECKED_BYTES);
    return (int) crc.getValue();
  }
}
