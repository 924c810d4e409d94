package io.colophon.journal;

import io.colophon.journal.Storage.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the segments of a directory and checks that they follow each other. */
final class Segments {
  private Segments() {}

  /**
   * Returns the segments in order. A last one whose creation was cut short is left out. Under
   * {@link OnDamage#GO_ON} headers are not looked at: what they would tell is seen when reading.
   *
   * @throws CorruptJournalException if one is missing, of the wrong length, or has a bad header
   */
  static List<Segment> find(Storage storage, OnDamage onDamage) throws IOException {
    List<String> names = storage.list().stream().filter(Segment::isName).sorted().toList();
    List<Segment> found = new ArrayList<>();
    long previousBytes = 0;
    for (String name : names) {
      try (StoredFile file = storage.open(name, false)) {
        boolean isLast = found.size() == names.size() - 1;
        if (isLast && SegmentHeader.isUnfinished(file)) {
          break;
        }
        if (onDamage == OnDamage.GO_ON) {
          found.add(new Segment(SegmentHeader.firstIndex(name))); // its frames say who they are
          continue;
        }
        SegmentHeader header = SegmentHeader.read(file, name);
        if (header.previousBytes() != previousBytes
            || found.isEmpty() != (header.firstIndex() == 0)) {
          throw new CorruptJournalException(
              found.isEmpty() ? 0 : found.get(found.size() - 1).firstIndex(),
              found.isEmpty() ? name : found.get(found.size() - 1).name(),
              Math.min(previousBytes, header.previousBytes()),
              found.isEmpty()
                  ? "the first segment is missing"
                  : "the segment was "
                      + header.previousBytes()
                      + " bytes when "
                      + name
                      + " was begun and is "
                      + previousBytes
                      + ", or one between is missing");
        }
        found.add(new Segment(header.firstIndex()));
        previousBytes = file.size();
      }
    }
    return found;
  }

  /**
   * Deletes a last file whose creation was cut short. It holds nothing, but were it left, the next
   * one might get another name and this one stand among the others.
   */
  static void deleteUnfinished(Storage storage, List<Segment> found) throws IOException {
    String last = found.isEmpty() ? "" : found.get(found.size() - 1).name();
    for (String name : storage.list()) {
      if (Segment.isName(name) && name.compareTo(last) > 0) {
        storage.delete(name);
      }
    }
  }

  /**
   * Reads on in the last segment from a known frame edge, noting where records begin, up to its
   * end.
   *
   * @return the offset of the end of the last sound frame
   * @throws CorruptJournalException if what follows is damage rather than a torn batch
   */
  static long scan(StoredFile file, Segment segment, long from) throws IOException {
    FrameCursor cursor = new FrameCursor(file, from, 1 << 16);
    boolean again = false;
    while (true) {
      long index = segment.firstIndex() + segment.records();
      if (cursor.look()) {
        if (cursor.index() != index) {
          throw new CorruptJournalException(
              index,
              segment.name(),
              cursor.offset(),
              "record " + cursor.index() + " is in its place");
        }
        segment.add(cursor.offset());
        cursor.step();
        again = false;
      } else if (!new Tail(file, cursor.offset()).isDamage(index)) {
        return cursor.offset();
      } else if (again) {
        throw new CorruptJournalException(index, segment.name(), cursor.offset(), cursor.problem());
      } else {
        // A writer beside us may have completed this frame, and more, since we read it.
        cursor.reload();
        again = true;
      }
    }
  }
}
