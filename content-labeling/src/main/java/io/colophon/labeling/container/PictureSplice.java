package io.colophon.labeling.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A new file as a list of parts: ranges of the old one, bytes of its own, and at most one place for
 * a manifest store. Ranges that follow each other become one, so a file of many chunks stays a
 * short list. Not thread-safe.
 */
final class PictureSplice {
  private final List<Part> parts = new ArrayList<>();
  private long length;

  private sealed interface Part {}

  private record Copied(long at, long length) implements Part {}

  private record Fresh(byte[] bytes) implements Part {}

  /**
   * Room for a store.
   *
   * @param bytes what the format spends on it, with zeros for the store
   * @param pieces where the store's bytes go, counted from the first of {@code bytes}
   */
  record Room(byte[] bytes, List<Range> pieces) implements Part {
    Room {
      pieces = List.copyOf(pieces);
    }
  }

  /** Bytes of the new file so far. */
  long length() {
    return length;
  }

  /** Takes over a range of the old file. */
  void copy(long at, long count) {
    if (count == 0) {
      return;
    }
    length += count;
    int last = parts.size() - 1;
    if (last >= 0
        && parts.get(last) instanceof Copied before
        && before.at() + before.length() == at) {
      parts.set(last, new Copied(before.at(), before.length() + count));
    } else {
      parts.add(new Copied(at, count));
    }
  }

  /** Puts in bytes that the old file does not have. */
  void insert(byte[] bytes) {
    length += bytes.length;
    parts.add(new Fresh(bytes));
  }

  /** Puts in the place of the store. */
  void insert(Room room) {
    length += room.bytes().length;
    parts.add(room);
  }

  /** Puts in all parts of another one. */
  void insert(PictureSplice other) {
    for (Part part : other.parts) {
      if (part instanceof Copied copied) {
        copy(copied.at(), copied.length());
      } else {
        parts.add(part);
      }
    }
    length += other.parts.stream().mapToLong(PictureSplice::ofOwn).sum();
  }

  /**
   * Writes the new file.
   *
   * @return where the room is; empty when there is none
   */
  Optional<StorePlace> write(Source old, LabelOutput output) throws IOException {
    Optional<StorePlace> place = Optional.empty();
    for (Part part : parts) {
      if (part instanceof Copied copied) {
        output.copy(old, copied.at(), copied.length());
      } else if (part instanceof Fresh fresh) {
        output.write(fresh.bytes());
      } else if (part instanceof Room room) {
        long at = output.position();
        List<Range> pieces = new ArrayList<>();
        room.pieces().forEach(piece -> pieces.add(new Range(at + piece.at(), piece.length())));
        place = Optional.of(new StorePlace(pieces, List.of(new Range(at, room.bytes().length))));
        output.writeUnbound(room.bytes());
      }
    }
    return place;
  }

  private static long ofOwn(Part part) {
    if (part instanceof Fresh fresh) {
      return fresh.bytes().length;
    }
    return part instanceof Room room ? room.bytes().length : 0;
  }
}
