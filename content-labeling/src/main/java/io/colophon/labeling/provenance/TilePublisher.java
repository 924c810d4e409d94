package io.colophon.labeling.provenance;

import io.colophon.journal.JournalRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes tiles and entry bundles for every checkpoint, then the checkpoint beside them, so that
 * what it covers is always there. The files are not forced to disk, since all of them can be made
 * again: after a start, those of the last {@value #LOOK_BACK} records are compared and mended. Used
 * by one thread at a time.
 */
final class TilePublisher implements Checkpointer.Follower {
  /** More than a disk can have in its cache for longer than half a minute. */
  private static final int LOOK_BACK = 1 << 16;

  private static final int LEVELS = 5;

  private final Path folder;
  private final JournalRecords records;
  private final LogState state;
  private long published = -1;

  TilePublisher(Path folder, JournalRecords records, LogState state) {
    this.folder = folder;
    this.records = records;
    this.state = state;
  }

  @Override
  public void signed(Checkpoint checkpoint) throws IOException {
    if (published < 0) {
      published = Math.max(0, lastPublished(checkpoint.size()) - LOOK_BACK);
    }
    for (int level = 0; level < LEVELS; level++) {
      hashes(level, published >>> 8 * level, checkpoint.size() >>> 8 * level);
    }
    entries(published, checkpoint.size());
    write("checkpoint", checkpoint.note().getBytes(StandardCharsets.UTF_8));
    published = checkpoint.size();
  }

  private long lastPublished(long most) throws IOException {
    try {
      String note = Files.readString(folder.resolve("checkpoint"));
      return Math.min(most, Checkpoint.parse(note).size());
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IllegalArgumentException damaged) {
      return 0; // all are written again
    }
  }

  private void hashes(int level, long from, long end) throws IOException {
    for (long tile = from / TilePath.FULL; tile * TilePath.FULL < end; tile++) {
      long first = tile * TilePath.FULL;
      int width = (int) Math.min(TilePath.FULL, end - first);
      put(new TilePath(level, tile, width), state.storedHashes(level, first, width));
    }
  }

  private void entries(long from, long end) throws IOException {
    for (long bundle = from / TilePath.FULL; bundle * TilePath.FULL < end; bundle++) {
      long first = bundle * TilePath.FULL;
      int width = (int) Math.min(TilePath.FULL, end - first);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(width * 1024);
      records.read(
          first,
          (index, record) -> {
            addEntry(bytes, record);
            return index + 1 < first + width;
          });
      put(new TilePath(TilePath.ENTRIES, bundle, width), bytes.toByteArray());
    }
  }

  /** Two bytes of length, big-endian, and the record. */
  static void addEntry(ByteArrayOutputStream bundle, ByteBuffer record) {
    byte[] bytes = new byte[record.remaining()];
    record.duplicate().get(bytes);
    bundle.write(bytes.length >>> 8);
    bundle.write(bytes.length);
    bundle.write(bytes, 0, bytes.length);
  }

  /** Writes a tile unless it is there; a full one makes its narrower forms superfluous. */
  private void put(TilePath path, byte[] bytes) throws IOException {
    if (!Arrays.equals(read(path.name()).orElse(null), bytes)) {
      write(path.name(), bytes);
    }
    Path partial = folder.resolve(path.partialFolder());
    if (path.isFull() && Files.isDirectory(partial)) {
      List<Path> narrower;
      try (Stream<Path> files = Files.list(partial)) {
        narrower = files.toList();
      }
      for (Path file : narrower) {
        Files.delete(file);
      }
      Files.delete(partial);
    }
  }

  private Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, bytes);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
