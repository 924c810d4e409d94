package io.colophon.journal;

import io.colophon.journal.Storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records out of segments. Each call opens the files it needs: a channel shared with the
 * writer would be closed under it when a reading thread is interrupted.
 */
record SegmentReading(Storage storage, OnDamage onDamage) {
  private static final int CHUNK = 1 << 16;
  private static final int SMALL_CHUNK = 1 << 14;

  /** Visits records {@code from} up to {@code size}, which must all be durable. */
  void read(Segment[] segments, long size, long from, RecordVisitor visitor) throws IOException {
    long index = from;
    if (from < size && segments[0].firstIndex() > from) {
      index = segments[0].firstIndex();
      visitor.dropped(new Damage("", 0, from, index, 0, "the segments before are missing"));
    }
    for (int i = from < size ? holder(segments, from) : segments.length; i < segments.length; i++) {
      long end = i + 1 < segments.length ? segments[i + 1].firstIndex() : size;
      end = Math.min(end, size);
      if (index < end && !readOne(segments[i], index, end, visitor, CHUNK)) {
        return;
      }
      index = end;
    }
  }

  ByteBuffer read(Segment[] segments, long size, long index) throws IOException {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("record " + index + " of " + size);
    }
    One one = new One();
    readOne(segments[holder(segments, index)], index, index + 1, one, SMALL_CHUNK);
    if (one.copy == null) {
      throw new CorruptJournalException(
          index, segments[0].name(), 0, "the segments before are missing");
    }
    return one.copy;
  }

  private boolean readOne(Segment segment, long from, long end, RecordVisitor visitor, int chunk)
      throws IOException {
    try (StoredFile file = storage.open(segment.name(), false)) {
      int ordinal = Math.toIntExact(from - segment.firstIndex());
      if (ordinal >= Segment.STRIDE && !segment.isIndexed()) {
        index(segment, file);
      }
      int mark = segment.markBefore(ordinal);
      long index = segment.firstIndex() + mark;
      FrameCursor cursor = new FrameCursor(file, segment.offset(mark), chunk);
      for (; index < end; index++) {
        boolean sound = cursor.look();
        if (!sound || cursor.index() != index) {
          String what = sound ? "record " + cursor.index() + " is in its place" : cursor.problem();
          if (onDamage == OnDamage.REFUSE) {
            throw new CorruptJournalException(index, segment.name(), cursor.offset(), what);
          }
          visitor.dropped(
              new Damage(
                  segment.name(),
                  cursor.offset(),
                  Math.max(from, index),
                  end,
                  new Tail(file, cursor.offset()).bytes(),
                  what));
          return true;
        }
        if (index >= from && !visitor.visit(index, cursor.payload())) {
          return false;
        }
        cursor.step();
      }
      return true;
    }
  }

  /** Keeps one record. */
  private static final class One implements RecordVisitor {
    private @Nullable ByteBuffer copy;

    @Override
    public boolean visit(long index, ByteBuffer record) {
      copy = ByteBuffer.allocate(record.remaining()).put(record).flip();
      return false;
    }

    @Override
    public void dropped(Damage damage) throws CorruptJournalException {
      throw new CorruptJournalException(
          damage.firstIndex(), damage.file(), damage.offset(), damage.what());
    }
  }

  /** Finds the offsets in a file that was full before this process began. */
  private static void index(Segment segment, StoredFile file) throws IOException {
    synchronized (segment) {
      if (!segment.isIndexed()) {
        FrameCursor cursor = new FrameCursor(file, SegmentHeader.BYTES, CHUNK);
        // Stops before damage as well: reading from the last good mark on names the place.
        while (cursor.look()) {
          segment.add(cursor.offset());
          cursor.step();
        }
        segment.setIndexed();
      }
    }
  }

  private static int holder(Segment[] segments, long index) {
    int low = 0;
    int high = segments.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (segments[middle].firstIndex() <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
