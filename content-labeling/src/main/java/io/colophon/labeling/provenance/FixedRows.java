package io.colophon.labeling.provenance;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of 32-byte rows that grows at the end. New rows stay in memory until {@link #flush}; a
 * file opened for reading is never written, and its new rows stay in memory for good.
 *
 * <p>Uses a {@link RandomAccessFile}, since a channel would be closed under everybody when one
 * reading thread is interrupted.
 */
final class FixedRows implements Closeable {
  static final int ROW_BYTES = 32;

  private final @Nullable RandomAccessFile file;
  private long stored;
  private byte[] tail = new byte[ROW_BYTES * 64];
  private int tailRows;
  private volatile boolean unforced;

  /** Opens the first {@code rows} rows of a file; the rest, if any, is dropped or ignored. */
  FixedRows(Path path, long rows, boolean writable) throws IOException {
    this.stored = rows;
    if (!writable && rows == 0) {
      file = null;
      return;
    }
    file = new RandomAccessFile(path.toFile(), writable ? "rw" : "r");
    if (writable && file.length() > rows * ROW_BYTES) {
      file.setLength(rows * ROW_BYTES);
      unforced = true;
    }
  }

  synchronized long rows() {
    return stored + tailRows;
  }

  /** Returns how many rows wait for {@link #flush}. */
  synchronized int unflushed() {
    return tailRows;
  }

  synchronized void append(byte[] row) {
    if (tailRows * ROW_BYTES == tail.length) {
      tail = Arrays.copyOf(tail, tail.length * 2);
    }
    System.arraycopy(row, 0, tail, tailRows * ROW_BYTES, ROW_BYTES);
    tailRows++;
  }

  /** Reads rows that exist. */
  synchronized byte[] read(long first, int count) throws IOException {
    byte[] rows = new byte[count * ROW_BYTES];
    int fromFile = (int) Math.max(0, Math.min(count, stored - first));
    if (fromFile > 0 && file != null) {
      file.seek(first * ROW_BYTES);
      file.readFully(rows, 0, fromFile * ROW_BYTES);
    }
    int fromTail = Math.toIntExact(Math.max(0, first - stored)) * ROW_BYTES;
    System.arraycopy(tail, fromTail, rows, fromFile * ROW_BYTES, (count - fromFile) * ROW_BYTES);
    return rows;
  }

  /** Hands new rows to the file system; after a failure they are still in memory. */
  synchronized void flush() throws IOException {
    if (file == null || tailRows == 0) {
      return;
    }
    file.seek(stored * ROW_BYTES);
    file.write(tail, 0, tailRows * ROW_BYTES);
    unforced = true;
    stored += tailRows;
    tailRows = 0;
    tail = new byte[ROW_BYTES * 64];
  }

  /** Returns once all flushed rows are on disk. */
  void force() throws IOException {
    if (file != null && unforced) {
      unforced = false;
      try {
        file.getFD().sync();
      } catch (IOException e) {
        unforced = true;
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
