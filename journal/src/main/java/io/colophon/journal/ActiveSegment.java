package io.colophon.journal;

import io.colophon.journal.Storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The segment being written, and the list of all. Used by the writer thread alone, except {@link
 * #records} and {@link #segments}: whoever reads the count first sees every file it spans.
 */
final class ActiveSegment {
  private static final int PROBE_BYTES = 64 << 10;

  private final Storage storage;
  private final int segmentBytes;
  private final int preallocateBytes;
  private final ByteBuffer zeros;
  private StoredFile file;
  private Segment segment;

  private long durableEnd;
  private long writtenEnd;
  private long allocatedEnd;
  private boolean damaged;

  private final List<Damage> dropped;
  private volatile Segment[] segments;
  private volatile long records;

  private ActiveSegment(
      Storage storage,
      JournalOptions options,
      StoredFile file,
      List<Segment> found,
      long end,
      List<Damage> dropped) {
    this.dropped = dropped;
    this.storage = storage;
    this.segmentBytes = options.segmentBytes();
    this.preallocateBytes = options.preallocateBytes();
    this.zeros = ByteBuffer.allocateDirect(Math.max(preallocateBytes, PROBE_BYTES));
    this.file = file;
    this.segments = found.toArray(Segment[]::new);
    this.segment = segments[segments.length - 1];
    this.durableEnd = end;
    this.writtenEnd = end;
    this.allocatedEnd = end;
    this.records = segment.firstIndex() + segment.records();
  }

  /** Opens the last segment and cuts its torn tail, or creates the first one. */
  static ActiveSegment open(Storage storage, JournalOptions options) throws IOException {
    List<Segment> found = Segments.find(storage, options.onDamage());
    Segments.deleteUnfinished(storage, found);
    if (found.isEmpty()) {
      Segment first = new Segment(0);
      first.setIndexed();
      found.add(first);
      return new ActiveSegment(
          storage, options, create(storage, first, 0), found, SegmentHeader.BYTES, List.of());
    }
    Segment last = found.get(found.size() - 1);
    StoredFile file = storage.open(last.name(), true);
    try {
      long end = Segments.scan(file, last, SegmentHeader.BYTES);
      last.setIndexed();
      if (options.onDamage() == OnDamage.GO_ON && !SegmentHeader.isSound(file, last.name())) {
        long next = last.firstIndex() + Math.max(1, last.records());
        Damage damage =
            new Damage(last.name(), 0, next, next, 0, "segment header is damaged; no record is");
        return beside(storage, options, file, found, damage);
      }
      file.truncate(end);
      file.force(); // what a killed process had written but not forced counts from now on
      storage.forceNames(); // and so does the file that it had just created
      return new ActiveSegment(storage, options, file, found, end, List.of());
    } catch (CorruptJournalException e) {
      if (options.onDamage() == OnDamage.REFUSE) {
        file.close();
        throw e;
      }
      last.setIndexed();
      return beside(storage, options, file, found, new Tail(file, e.offset()).damage(e));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Leaves a damaged file alone and goes on in a new one. */
  private static ActiveSegment beside(
      Storage storage, JournalOptions options, StoredFile file, List<Segment> found, Damage damage)
      throws IOException {
    try (file) {
      Segment next = new Segment(damage.nextIndex());
      next.setIndexed();
      StoredFile created = create(storage, next, file.size());
      found.add(next);
      return new ActiveSegment(
          storage, options, created, found, SegmentHeader.BYTES, List.of(damage));
    }
  }

  private static StoredFile create(Storage storage, Segment segment, long previousBytes)
      throws IOException {
    StoredFile file = storage.create(segment.name());
    try {
      new SegmentHeader(segment.firstIndex(), previousBytes).write(file);
      file.force();
      storage.forceNames();
      return file;
    } catch (IOException e) {
      try {
        file.close();
        storage.delete(segment.name());
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** What was found damaged when opening. */
  List<Damage> dropped() {
    return dropped;
  }

  long records() {
    return records;
  }

  Segment[] segments() {
    return segments;
  }

  Segment segment() {
    return segment;
  }

  long writtenEnd() {
    return writtenEnd;
  }

  long unforcedBytes() {
    return writtenEnd - durableEnd;
  }

  /** Returns whether so many bytes fit behind what is written. */
  boolean hasRoom(int bytes) {
    return writtenEnd + bytes <= segmentBytes;
  }

  /** Writes and empties the buffer. */
  void write(ByteBuffer staging) throws IOException {
    staging.flip();
    int bytes = staging.remaining();
    if (preallocateBytes > 0 && writtenEnd + bytes > allocatedEnd) {
      allocate(writtenEnd + bytes);
    }
    file.write(staging, writtenEnd);
    writtenEnd += bytes;
    staging.clear();
  }

  private void allocate(long needed) throws IOException {
    while (allocatedEnd < needed) {
      long bytes = Math.min(preallocateBytes, segmentBytes - allocatedEnd);
      file.write(zeros.clear().limit((int) bytes), allocatedEnd);
      allocatedEnd += bytes;
    }
  }

  /** Makes all that is written durable, and visible to readers: {@code count} more records. */
  void force(int count) throws IOException {
    file.force();
    durableEnd = writtenEnd;
    records = records + count;
  }

  /** Ends this file and begins the next; all that is written must be durable. */
  void roll() throws IOException {
    file.truncate(durableEnd);
    file.force();
    allocatedEnd = durableEnd;
    Segment next = new Segment(records);
    next.setIndexed();
    StoredFile created = create(storage, next, durableEnd);
    StoredFile full = file;
    file = created;
    segment = next;
    durableEnd = SegmentHeader.BYTES;
    writtenEnd = durableEnd;
    allocatedEnd = durableEnd;
    Segment[] more = Arrays.copyOf(segments, segments.length + 1);
    more[segments.length] = next;
    segments = more;
    full.close();
  }

  /** Remembers that there may be bytes behind the last durable record. */
  void damaged() {
    damaged = true;
  }

  /** Cuts what a failed write may have left. */
  void repair() throws IOException {
    if (damaged) {
      segment.keepOnly(Math.toIntExact(records - segment.firstIndex()));
      writtenEnd = durableEnd;
      file.truncate(durableEnd);
      allocatedEnd = durableEnd;
      damaged = false;
    }
  }

  /** Tries whether the disk takes and keeps a few bytes; leaves the file as it was. */
  void probe() throws IOException {
    damaged = true;
    file.write(zeros.clear().limit(PROBE_BYTES), durableEnd);
    file.force();
    repair();
  }

  /** Gives back unused space and closes the file. */
  void close() throws IOException {
    try (StoredFile closing = file) {
      closing.truncate(durableEnd);
      closing.force();
    }
  }
}
