package io.colophon.labeling.fingerprint;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the index on disk: length, CRC32C and bytes of each. What follows the first row that
 * is not whole is cut off, since all of it can be made again. A file opened for reading is never
 * written; its new rows stay in memory. Not thread-safe.
 */
final class IndexFile implements Closeable {
  private static final int HEAD_BYTES = 8;
  private static final int MOST_BYTES = 1 << 13;

  private final @Nullable RandomAccessFile file;
  private final boolean writable;
  private final Map<Long, byte[]> kept = new HashMap<>();
  private long end;

  /** Takes the rows that are there. */
  interface Visitor {
    /** Returns whether the row may stay; if not, it and all after it are dropped. */
    boolean row(long offset, byte[] row);
  }

  IndexFile(Path path, boolean writable, Visitor visitor) throws IOException {
    this.writable = writable;
    if (!writable && !Files.exists(path)) {
      file = null;
      return;
    }
    file = new RandomAccessFile(path.toFile(), writable ? "rw" : "r");
    try {
      end = load(file, visitor);
      if (writable && file.length() > end) {
        file.setLength(end);
      }
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static long load(RandomAccessFile file, Visitor visitor) throws IOException {
    long length = file.length();
    long at = 0;
    InputStream bytes = Channels.newInputStream(file.getChannel());
    DataInputStream in = new DataInputStream(new BufferedInputStream(bytes, 1 << 16));
    while (at + HEAD_BYTES <= length) {
      int size = in.readInt();
      int crc = in.readInt();
      if (size < 1 || size > MOST_BYTES || at + HEAD_BYTES + size > length) {
        break;
      }
      byte[] row = in.readNBytes(size);
      if (row.length < size || crc(row) != crc || !visitor.row(at, row)) {
        break;
      }
      at += HEAD_BYTES + size;
    }
    return at;
  }

  /** Returns where the last whole row ends. */
  long end() {
    return end;
  }

  /** Adds a row and returns its offset. */
  long append(byte[] row) throws IOException {
    long offset = end;
    if (writable && file != null) {
      file.seek(offset);
      file.write(
          ByteBuffer.allocate(HEAD_BYTES + row.length)
              .putInt(row.length)
              .putInt(crc(row))
              .put(row)
              .array());
    } else {
      kept.put(offset, row);
    }
    end = offset + HEAD_BYTES + row.length;
    return offset;
  }

  byte[] read(long offset) throws IOException {
    byte[] row = kept.get(offset);
    if (row != null) {
      return row;
    }
    if (file == null) {
      throw new IOException("no row at " + offset);
    }
    file.seek(offset);
    int size = file.readInt();
    int crc = file.readInt();
    if (size < 1 || size > MOST_BYTES) {
      throw new IOException("index row at " + offset + " is damaged");
    }
    byte[] stored = new byte[size];
    file.readFully(stored);
    if (crc(stored) != crc) {
      throw new IOException("index row at " + offset + " does not match its CRC32C");
    }
    return stored;
  }

  private static int crc(byte[] row) {
    CRC32C crc = new CRC32C();
    crc.update(row);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
