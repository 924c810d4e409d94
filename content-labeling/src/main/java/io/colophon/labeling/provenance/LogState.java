package io.colophon.labeling.provenance;

import io.colophon.journal.JournalRecords;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records with what is derived from them: tree, rows and lookups. What the last checkpoint
 * covers is taken from the derived files, which were forced before it was signed; the rest is made
 * again from the records.
 */
final class LogState implements Closeable {
  private static final int CHUNK_ROWS = 2048;

  private final JournalRecords records;
  private final TreeStore tree;
  private final FixedRows rows;
  private final boolean writable;
  private final TagIndex bySha256 = new TagIndex();
  private final TagIndex byProduceId = new TagIndex();

  /** Durable records whose predecessors have not been added yet. */
  private final Map<Long, Addition> early = new HashMap<>();

  private volatile long size;

  /** A durable record on its way into the tree; {@code added} runs when it is in. */
  record Addition(Hash leaf, RecordRow row, Runnable added) {}

  private LogState(JournalRecords records, Path directory, long stored, boolean writable)
      throws IOException {
    this.records = records;
    this.writable = writable;
    this.tree = TreeStore.open(tree(directory), stored, writable);
    this.rows = new FixedRows(rows(directory), stored, writable);
  }

  /**
   * Loads the state and holds it against the last checkpoint, whose signature is verified.
   *
   * @throws AlteredLogException if the records are not those of the checkpoint
   */
  static LogState load(
      JournalRecords records, Path directory, Optional<Checkpoint> last, boolean writable)
      throws IOException {
    long covered = last.map(Checkpoint::size).orElse(0L);
    if (records.size() < covered) {
      throw new AlteredLogException(
          records.size(),
          "the log has "
              + records.size()
              + " records, its last checkpoint "
              + covered
              + ": the records from "
              + records.size()
              + " on are missing");
    }
    if (TreeStore.holds(tree(directory), covered) && holdsRows(directory, covered)) {
      LogState state = new LogState(records, directory, covered, writable);
      if (last.isEmpty() || state.tree.root().equals(last.get().root())) {
        state.loadRows(covered);
        state.addFromRecords(last);
        return state;
      }
      state.close();
    }
    LogState state = new LogState(records, directory, 0, writable);
    state.addFromRecords(last);
    return state;
  }

  private void loadRows(long covered) throws IOException {
    for (long first = 0; first < covered; first += CHUNK_ROWS) {
      int count = (int) Math.min(CHUNK_ROWS, covered - first);
      byte[] chunk = rows.read(first, count);
      for (int i = 0; i < count; i++) {
        index(new RecordRow(chunk, i * FixedRows.ROW_BYTES));
      }
    }
    size = covered;
  }

  private synchronized void addFromRecords(Optional<Checkpoint> last) throws IOException {
    TreeHasher hasher = new TreeHasher();
    requireRoot(last);
    records.read(
        size,
        (index, bytes) -> {
          apply(hasher.leaf(bytes), RecordRow.of(RecordReader.read(bytes)));
          if (writable && rows.unflushed() >= CHUNK_ROWS) {
            flush();
          }
          requireRoot(last);
          return true;
        });
  }

  private void requireRoot(Optional<Checkpoint> last) throws IOException {
    if (last.isPresent() && last.get().size() == size && !tree.root().equals(last.get().root())) {
      throw new AlteredLogException(
          0,
          "the records do not have the root of the checkpoint of size "
              + size
              + ": some of them were altered; a full check names the first");
    }
  }

  /** Adds a durable record once all before it are in; the journal tells them nearly in order. */
  void add(long index, Addition addition) {
    List<Runnable> added = new ArrayList<>(1);
    synchronized (this) {
      early.put(index, addition);
      for (Addition next = early.remove(size); next != null; next = early.remove(size)) {
        apply(next.leaf(), next.row());
        added.add(next.added());
      }
    }
    added.forEach(Runnable::run); // outside the lock: they run callbacks
  }

  private void apply(Hash leaf, RecordRow row) {
    tree.append(leaf);
    rows.append(row.bytes());
    index(row);
    size++; // under the lock; volatile for readers
  }

  private void index(RecordRow row) {
    bySha256.add(row.sha256Tag());
    byProduceId.add(row.produceIdTag());
  }

  long size() {
    return size;
  }

  synchronized Checkpoint sign(SigningKey key) {
    return key.sign(size, tree.root());
  }

  LogEntry entry(long index) throws IOException {
    ByteBuffer bytes = records.read(index);
    Hash leaf = new TreeHasher().leaf(bytes);
    if (!leaf.equals(tree.leaf(index))) {
      throw new AlteredLogException(index, "record " + index + " does not match its leaf hash");
    }
    return new LogEntry(index, leaf, RecordReader.read(bytes));
  }

  Hash leaf(long index) throws IOException {
    return tree.leaf(index);
  }

  /** Returns stored hashes of every eighth level, in a row: the content of a tile. */
  byte[] storedHashes(int eighthLevel, long first, int count) throws IOException {
    return tree.stored(eighthLevel, first, count);
  }

  MerkleProver prover() {
    return new MerkleProver(tree);
  }

  /** Returns up to {@code limit} records that may bear this tag, newest first. */
  synchronized List<Long> candidates(int tag, boolean isSha256, int limit) {
    TagIndex tags = isSha256 ? bySha256 : byProduceId;
    List<Long> found = new ArrayList<>();
    for (long i = tags.newest(tag); i >= 0 && found.size() < limit; i = tags.before(i)) {
      found.add(i);
    }
    return found;
  }

  /**
   * Returns the first record at or after {@code from} and before {@code end} that may match, or
   * end.
   */
  long firstMatch(RecordFilter filter, long from, long end) throws IOException {
    for (long first = from; first < end; first += CHUNK_ROWS) {
      int count = (int) Math.min(CHUNK_ROWS, end - first);
      byte[] chunk = rows.read(first, count);
      for (int i = 0; i < count; i++) {
        if (new RecordRow(chunk, i * FixedRows.ROW_BYTES).mayMatch(filter)) {
          return first + i;
        }
      }
    }
    return end;
  }

  void flush() throws IOException {
    tree.flush();
    rows.flush();
  }

  void force() throws IOException {
    tree.force();
    rows.force();
  }

  private static boolean holdsRows(Path directory, long count) throws IOException {
    Path file = rows(directory);
    return Files.exists(file) ? Files.size(file) >= count * FixedRows.ROW_BYTES : count == 0;
  }

  private static Path rows(Path directory) {
    return directory.resolve("rows");
  }

  static Path tree(Path directory) {
    return directory.resolve("tree");
  }

  @Override
  public void close() throws IOException {
    try (rows;
        tree) {
      // Both are closed, also if one fails.
    }
  }
}
