package io.colophon.journal;

import io.colophon.journal.Storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal open for reading, beside a running writer or without one. It shows what was there when
 * it was opened or last {@linkplain #refresh refreshed}, which beside a writer may include records
 * of the batch that is just being forced.
 */
public final class JournalReader implements JournalRecords, Closeable {
  private final Storage storage;
  private final OnDamage onDamage;
  private final SegmentReading reading;
  private volatile View view;
  private @Nullable CorruptJournalException damage;

  private record View(Segment[] segments, long size, long end) {}

  private JournalReader(Storage storage, OnDamage onDamage) {
    this.storage = storage;
    this.onDamage = onDamage;
    this.reading = new SegmentReading(storage, onDamage);
    this.view = new View(new Segment[0], 0, SegmentHeader.BYTES);
  }

  static JournalReader open(Storage storage, OnDamage onDamage) throws IOException {
    JournalReader reader = new JournalReader(storage, onDamage);
    reader.refresh();
    return reader;
  }

  /**
   * Opens a journal whose end may be damaged, for looking at what is left; {@link #damage} says so.
   *
   * @throws CorruptJournalException if a whole segment is missing or of the wrong length
   */
  public static JournalReader openDamaged(Path directory) throws IOException {
    JournalReader reader = new JournalReader(new DiskStorage(directory), OnDamage.REFUSE);
    List<Segment> found = Segments.find(reader.storage, OnDamage.REFUSE);
    if (!found.isEmpty()) {
      try {
        reader.scan(found, SegmentHeader.BYTES);
      } catch (CorruptJournalException e) {
        reader.damage = e;
        reader.view = new View(found.toArray(Segment[]::new), e.index(), e.offset());
      }
    }
    return reader;
  }

  /** Returns what was found damaged when opening; the records before it can be read. */
  public Optional<CorruptJournalException> damage() {
    return Optional.ofNullable(damage);
  }

  /**
   * Takes in what was appended since.
   *
   * @return the new {@link #size}
   * @throws CorruptJournalException if acknowledged records are damaged
   */
  public synchronized long refresh() throws IOException {
    List<Segment> found = Segments.find(storage, onDamage);
    Segment[] known = view.segments();
    if (found.size() < known.length) {
      throw new NoSuchFileException(known[found.size()].name());
    }
    for (int i = 0; i < known.length; i++) {
      found.set(i, known[i]); // keeps the offsets found so far
    }
    if (known.length > 0) {
      // Even if it is not the last any more: its offsets are then known to its end.
      scan(found.subList(0, known.length), view.end());
    }
    if (found.size() > known.length) {
      scan(found, SegmentHeader.BYTES);
    }
    return view.size();
  }

  private void scan(List<Segment> segments, long from) throws IOException {
    Segment last = segments.get(segments.size() - 1);
    try (StoredFile file = storage.open(last.name(), false)) {
      long end = scan(file, last, from);
      last.setIndexed();
      view = new View(segments.toArray(Segment[]::new), last.firstIndex() + last.records(), end);
    }
  }

  private long scan(StoredFile file, Segment last, long from) throws IOException {
    try {
      return Segments.scan(file, last, from);
    } catch (CorruptJournalException e) {
      if (onDamage == OnDamage.GO_ON) {
        return e.offset();
      }
      throw e;
    }
  }

  @Override
  public long size() {
    return view.size();
  }

  @Override
  public void read(long fromIndex, RecordVisitor visitor) throws IOException {
    View now = view;
    reading.read(now.segments(), now.size(), fromIndex, visitor);
  }

  @Override
  public ByteBuffer read(long index) throws IOException {
    View now = view;
    return reading.read(now.segments(), now.size(), index);
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
