package io.colophon.labeling.provenance;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The hashes of the tree, on disk: every eighth level of full subtrees, 32 bytes each, in one file
 * per level (32.13 bytes per record in all). 256 hashes in a row are what tlog-tiles calls a full
 * tile. Levels between are computed from at most 128 hashes. All of it can be made again from the
 * records.
 */
final class TreeStore implements Closeable {
  private static final int STEP = 8;
  private static final int MAX_FILES = 5; // 2^40 records

  private final List<FixedRows> levels;
  private final Frontier frontier = new Frontier();

  private TreeStore(List<FixedRows> levels) {
    this.levels = levels;
  }

  /** Opens the hashes of the first {@code size} records, which must be there: {@link #holds}. */
  static TreeStore open(Path directory, long size, boolean writable) throws IOException {
    if (writable) {
      Files.createDirectories(directory);
    }
    List<FixedRows> levels = new ArrayList<>();
    for (int i = 0; i < MAX_FILES; i++) {
      levels.add(new FixedRows(file(directory, i), size >>> STEP * i, writable));
    }
    TreeStore store = new TreeStore(levels);
    store.frontier.restore(size, level -> store.uncheckedNode(level, (size >>> level) - 1));
    return store;
  }

  /** Returns whether the files are long enough for so many records. */
  static boolean holds(Path directory, long size) throws IOException {
    for (int i = 0; i < MAX_FILES; i++) {
      Path file = file(directory, i);
      if (!Files.exists(file) || Files.size(file) < (size >>> STEP * i) * FixedRows.ROW_BYTES) {
        return false;
      }
    }
    return true;
  }

  static Path file(Path directory, int i) {
    return directory.resolve("level-" + STEP * i);
  }

  long size() {
    return frontier.size();
  }

  /** Adds the next leaf, in memory; one thread at a time. */
  void append(Hash leaf) {
    frontier.append(
        leaf,
        (level, hash) -> {
          if (level % STEP == 0) {
            levels.get(level / STEP).append(hash.bytes());
          }
        });
  }

  /** Returns the root of all leaves; not while another thread appends. */
  Hash root() {
    return frontier.root();
  }

  /** Returns hashes of a stored level, counted in steps of {@value #STEP} levels. */
  byte[] stored(int step, long first, int count) throws IOException {
    return levels.get(step).read(first, count);
  }

  Hash leaf(long index) throws IOException {
    return node(0, index);
  }

  /** Returns the hash of the {@code index}th full subtree of {@code 1 << level} leaves. */
  Hash node(int level, long index) throws IOException {
    int width = 1 << level % STEP;
    byte[] row = levels.get(level / STEP).read(index * width, width);
    Hash[] hashes = new Hash[width];
    for (int i = 0; i < width; i++) {
      hashes[i] = Hash.at(row, i * Hash.BYTES);
    }
    TreeHasher hasher = new TreeHasher();
    for (; width > 1; width /= 2) {
      for (int i = 0; i < width / 2; i++) {
        hashes[i] = hasher.node(hashes[2 * i], hashes[2 * i + 1]);
      }
    }
    return hashes[0];
  }

  private Hash uncheckedNode(int level, long index) {
    try {
      return node(level, index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int unflushed() {
    return levels.get(0).unflushed();
  }

  void flush() throws IOException {
    for (FixedRows level : levels) {
      level.flush();
    }
  }

  void force() throws IOException {
    for (FixedRows level : levels) {
      level.force();
    }
  }

  @Override
  public void close() throws IOException {
    for (FixedRows level : levels) {
      level.close();
    }
  }
}
