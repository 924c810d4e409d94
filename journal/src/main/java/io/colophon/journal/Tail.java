package io.colophon.journal;

import io.colophon.journal.Storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Tells what stands behind the last sound frame of the last segment: nothing, a batch that was cut
 * off while it was written, or damage to records that were once acknowledged.
 *
 * <p>It is damage if a later frame proves that the missing record was durable before it was
 * written, or if the bad frame is there in full. It is a torn batch if the file ends within the
 * frame, if only zeros follow from within the frame on, or if a 512-byte block within the frame is
 * all zeros: file space that was never written reads as zeros, and disks write whole blocks. So a
 * flipped bit in the very last batch is told from a torn one, except in a record that itself holds
 * an aligned block of 512 zeros.
 */
final class Tail {
  private static final int CHUNK = 1 << 16;
  private static final int BLOCK = 512;

  private final StoredFile file;
  private final long stop;
  private final long fileBytes;

  /** Looks at the bytes of {@code file} from {@code stop}, the end of the last sound frame. */
  Tail(StoredFile file, long stop) throws IOException {
    this.file = file;
    this.stop = stop;
    this.fileBytes = file.size();
  }

  /** Returns whether records from {@code nextIndex} on are there or were, and are damaged. */
  boolean isDamage(long nextIndex) throws IOException {
    long lastData = lastNonZero();
    if (lastData < stop) {
      return false;
    }
    return wasDurable(nextIndex, lastData) || isWhole(lastData);
  }

  /** Returns how many bytes stand there, without the file space that was never written. */
  long bytes() throws IOException {
    return lastNonZero() + 1 - stop;
  }

  /**
   * Tells what is lost, and from which number on no record of this file can have been: above that
   * of the last sound frame by as many as what follows it can hold.
   */
  Damage damage(CorruptJournalException found) throws IOException {
    long dropped = bytes();
    long most = found.index() + 1 + dropped / Frame.OVERHEAD_BYTES;
    long next = found.index() + 1;
    long known = stop;
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long from = stop; from < stop + dropped; from += CHUNK - Frame.HEADER_BYTES + 1) {
      fill(chunk, from);
      for (int i = 0; i + Frame.HEADER_BYTES <= chunk.limit(); i++) {
        if (chunk.getInt(i) == Frame.MARK && Frame.headerIsSound(chunk, i)) {
          long after = Frame.index(chunk, i) + 1;
          if (after >= next && after <= most) {
            next = after;
            known = from + i + Frame.OVERHEAD_BYTES + Frame.length(chunk, i);
          }
        }
      }
    }
    long rest = Math.max(0, stop + dropped - known);
    return new Damage(
        found.file(),
        stop,
        found.index(),
        next + rest / Frame.OVERHEAD_BYTES,
        dropped,
        found.what());
  }

  /** Looks for a frame that was written when {@code nextIndex} was durable already. */
  private boolean wasDurable(long nextIndex, long lastData) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long from = stop; from <= lastData; from += CHUNK - Frame.HEADER_BYTES + 1) {
      fill(chunk, from);
      for (int i = 0; i + Frame.HEADER_BYTES <= chunk.limit(); i++) {
        if (chunk.getInt(i) == Frame.MARK
            && Frame.headerIsSound(chunk, i)
            && Frame.index(chunk, i) - Frame.inBatch(chunk, i) > nextIndex) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether every block of the frame at {@link #stop} reached the disk. */
  private boolean isWhole(long lastData) throws IOException {
    if (fileBytes - stop < Frame.HEADER_BYTES) {
      return false;
    }
    ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
    fill(header, stop);
    long end = stop + Frame.HEADER_BYTES;
    if (Frame.headerIsSound(header, 0)) {
      end += Frame.length(header, 0) + 1L;
    }
    return end <= fileBytes && lastData >= end - 1 && !hasEmptyBlock(end);
  }

  private boolean hasEmptyBlock(long end) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long from = stop; from < end; ) {
      long next = Math.min(end, (from / BLOCK + 1) * BLOCK);
      block.clear().limit((int) (next - from));
      file.read(block, from);
      block.flip();
      if (lastNonZero(block) < 0) {
        return true;
      }
      from = next;
    }
    return false;
  }

  /** Returns the offset of the last byte that is not zero, or {@code stop - 1}. */
  private long lastNonZero() throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    long to = fileBytes;
    while (to > stop) {
      long from = Math.max(stop, to - CHUNK);
      chunk.clear().limit((int) (to - from));
      file.read(chunk, from);
      chunk.flip();
      int last = lastNonZero(chunk);
      if (last >= 0) {
        return from + last;
      }
      to = from;
    }
    return stop - 1;
  }

  private void fill(ByteBuffer buffer, long from) throws IOException {
    buffer.clear();
    file.read(buffer, from);
    buffer.flip();
  }

  private static int lastNonZero(ByteBuffer buffer) {
    for (int i = buffer.limit() - 1; i >= 0; i--) {
      if (buffer.get(i) != 0) {
        return i;
      }
    }
    return -1;
  }
}
