package io.colophon.labeling.provenance;

import io.colophon.labeling.provenance.CheckReport.Finding;
import io.colophon.labeling.provenance.CheckReport.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the static files with the records, tile by tile, as the records pass. Not thread-safe.
 */
final class TileCheck {
  private static final int LEVELS = 5;

  private final TileFiles files;
  private final long size;
  private final Frontier tree = new Frontier();
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final ByteArrayOutputStream[] rows = new ByteArrayOutputStream[LEVELS];
  private @Nullable Finding finding;

  private TileCheck(TileFiles files, long size) {
    this.files = files;
    this.size = size;
    Arrays.setAll(rows, level -> new ByteArrayOutputStream(TilePath.FULL * Hash.BYTES));
  }

  /** Looks up to which record there should be files; none in a log of an earlier version. */
  static TileCheck of(TileFiles files, VerifierKey key) throws IOException {
    Optional<byte[]> note = files.read("checkpoint");
    if (note.isEmpty()) {
      return new TileCheck(files, 0);
    }
    try {
      Checkpoint checkpoint = Checkpoint.parse(new String(note.get(), StandardCharsets.UTF_8));
      TileCheck check = new TileCheck(files, checkpoint.size());
      if (!checkpoint.verify(key)) {
        check.found(0, "the checkpoint beside the tiles is not signed by " + key.text());
      }
      return check;
    } catch (IllegalArgumentException e) {
      TileCheck check = new TileCheck(files, 0);
      check.found(0, "the checkpoint beside the tiles cannot be read: " + e.getMessage());
      return check;
    }
  }

  /** Takes the next record. */
  void record(long index, ByteBuffer record, Hash leaf) throws IOException {
    if (finding != null || index >= size) {
      return;
    }
    TilePublisher.addEntry(entries, record);
    if ((index + 1) % TilePath.FULL == 0 || index + 1 == size) {
      compare(path(TilePath.ENTRIES, index), entries.toByteArray(), index);
      entries.reset();
    }
    tree.append(
        leaf,
        (level, hash) -> {
          if (level % 8 == 0) {
            rows[level / 8].writeBytes(hash.bytes());
          }
        });
    for (int level = 0; level < LEVELS; level++) {
      int bytes = rows[level].size();
      boolean full = bytes == TilePath.FULL * Hash.BYTES;
      if (full || index + 1 == size && bytes > 0) {
        long last = (index + 1 >>> 8 * level) - 1;
        compare(path(level, last), rows[level].toByteArray(), index);
        rows[level].reset();
      }
    }
  }

  private static TilePath path(int level, long last) {
    return new TilePath(level, last / TilePath.FULL, (int) (last % TilePath.FULL) + 1);
  }

  private void compare(TilePath path, byte[] expected, long index) throws IOException {
    byte[] there = stored(path, expected.length);
    if (!Arrays.equals(there, expected)) {
      long span = path.level() < 0 ? 1 : 1L << 8 * path.level();
      found(
          Math.min(index, path.number() * TilePath.FULL * span + differs(path, there, expected)),
          path.name() + (there == null ? " is missing" : " is not what the records say"));
    }
  }

  /** A narrow tile may be gone once the full one is there, which begins alike. */
  private byte @Nullable [] stored(TilePath path, int length) throws IOException {
    Optional<byte[]> file = files.read(path.name());
    if (file.isEmpty() && !path.isFull()) {
      file =
          files
              .read(new TilePath(path.level(), path.number(), TilePath.FULL).name())
              .map(full -> Arrays.copyOf(full, Math.min(full.length, length)));
    }
    return file.orElse(null);
  }

  /** How many records before the first that differs, within the tile. */
  private static long differs(TilePath path, byte @Nullable [] there, byte[] expected) {
    int at = there == null ? 0 : Math.max(0, Arrays.mismatch(there, expected));
    if (path.level() != TilePath.ENTRIES) {
      return (at / Hash.BYTES) * (1L << 8 * path.level());
    }
    int entry = 0;
    for (int from = 0; from + 2 <= expected.length; entry++) {
      from += 2 + ((expected[from] & 0xFF) << 8 | expected[from + 1] & 0xFF);
      if (from > at) {
        break;
      }
    }
    return entry;
  }

  private void found(long position, String message) {
    if (finding == null) {
      finding = new Finding(Kind.TILE, position, message);
    }
  }

  Optional<Finding> finding() {
    return Optional.ofNullable(finding);
  }
}
