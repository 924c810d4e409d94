package io.colophon.labeling.provenance;

import io.colophon.journal.CorruptJournalException;
import io.colophon.journal.JournalReader;
import io.colophon.labeling.provenance.CheckReport.Finding;
import io.colophon.labeling.provenance.CheckReport.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole log: every frame, every record against its stored leaf hash, the tree against
 * every checkpoint, every signature; then what was made from the records: static files, personal
 * values, the index of fingerprints. Works beside a running writer and on a log too damaged to
 * open. Takes about a second per gigabyte of records.
 */
public final class LogCheck {
  private final List<Checkpoint> checkpoints;
  private final StoredLeaves stored;
  private final Frontier tree = new Frontier();
  private final TreeHasher hasher = new TreeHasher();
  private int nextCheckpoint;
  private long confirmed;

  /** The first record that differs from its stored leaf since the last checkpoint, or -1. */
  private long differs = -1;

  private String difference = "";
  private @Nullable Finding finding;

  private final TileCheck tiles;
  private final PersonalCheck personal;

  private LogCheck(
      List<Checkpoint> checkpoints, StoredLeaves stored, TileCheck tiles, PersonalCheck personal) {
    this.checkpoints = checkpoints;
    this.stored = stored;
    this.tiles = tiles;
    this.personal = personal;
  }

  /**
   * Checks the log in {@code directory}; names the first position that was altered.
   *
   * @throws IOException if files cannot be read, which says nothing about the log
   */
  public static CheckReport run(Path directory) throws IOException {
    VerifierKey key = LogFiles.readVerifier(directory);
    List<Checkpoint> checkpoints;
    try {
      checkpoints = CheckpointStore.readAll(directory);
    } catch (AlteredLogException | CorruptJournalException e) {
      return failed(new Finding(Kind.CHECKPOINT, 0, String.valueOf(e.getMessage())));
    }
    Optional<Finding> bad = badCheckpoint(checkpoints, key);
    if (bad.isPresent()) {
      return failed(bad.get());
    }
    long covered = checkpoints.isEmpty() ? 0 : checkpoints.get(checkpoints.size() - 1).size();
    try (JournalReader records = JournalReader.openDamaged(LogFiles.records(directory));
        StoredLeaves stored = StoredLeaves.open(LogState.tree(directory), covered);
        PersonalCheck personal = new PersonalCheck(LogFiles.personal(directory))) {
      TileCheck tiles = TileCheck.of(TileFiles.of(directory), key);
      return new LogCheck(checkpoints, stored, tiles, personal)
          .run(records, covered)
          .or(() -> IndexCheck.run(directory, records));
    } catch (CorruptJournalException e) {
      return failed(new Finding(Kind.DAMAGED, e.index(), String.valueOf(e.getMessage())));
    }
  }

  private static CheckReport failed(Finding finding) {
    return new CheckReport(0, 0, 0, Optional.of(finding));
  }

  private static Optional<Finding> badCheckpoint(List<Checkpoint> all, VerifierKey key) {
    long size = 0;
    for (Checkpoint checkpoint : all) {
      if (!checkpoint.verify(key) || checkpoint.size() < size) {
        return Optional.of(
            new Finding(
                Kind.CHECKPOINT,
                size,
                "the checkpoint of size "
                    + checkpoint.size()
                    + (checkpoint.size() < size
                        ? " comes after one of " + size
                        : " is not signed by " + key.text())));
      }
      size = checkpoint.size();
    }
    return Optional.empty();
  }

  private CheckReport run(JournalReader records, long covered) throws IOException {
    compareRoots();
    try {
      records.read(0, this::visit);
      if (finding == null && records.damage().isPresent()) {
        throw records.damage().get();
      }
    } catch (CorruptJournalException e) {
      // What differs before it comes first, even though no checkpoint could tell which is right.
      finding =
          differs >= 0
              ? new Finding(Kind.ALTERED, differs, difference)
              : new Finding(Kind.DAMAGED, e.index(), String.valueOf(e.getMessage()));
    }
    if (finding == null && tree.size() < covered) {
      finding =
          differs >= 0
              ? new Finding(Kind.ALTERED, differs, difference)
              : new Finding(
                  Kind.MISSING,
                  tree.size(),
                  "records "
                      + tree.size()
                      + " to "
                      + (covered - 1)
                      + " are missing: a checkpoint covers "
                      + covered);
    }
    // What is made from the records can only be judged once they are known to be right.
    Optional<Finding> first = Optional.ofNullable(finding);
    return new CheckReport(
        tree.size(), nextCheckpoint, covered, first.or(personal::finding).or(tiles::finding));
  }

  private boolean visit(long index, ByteBuffer record) throws IOException {
    Hash leaf = hasher.leaf(record);
    if (differs < 0 && !stored.isAt(index, leaf)) {
      differs = index;
      difference =
          "record " + index + " is not the one that was logged" + stored.whereElse(index, leaf);
    }
    tree.append(leaf, (level, hash) -> {});
    tiles.record(index, record, leaf);
    personal.record(index, record);
    compareRoots();
    return finding == null;
  }

  /**
   * At the size of a checkpoint the signed root decides whether records or stored hashes are right.
   */
  private void compareRoots() {
    while (finding == null
        && nextCheckpoint < checkpoints.size()
        && checkpoints.get(nextCheckpoint).size() == tree.size()) {
      boolean isSigned = checkpoints.get(nextCheckpoint).root().equals(tree.root());
      if (isSigned && differs < 0) {
        confirmed = tree.size();
        nextCheckpoint++;
      } else if (isSigned) {
        finding =
            new Finding(
                Kind.TREE,
                differs,
                "the stored hash of record " + differs + " is not the record's");
      } else if (differs >= 0) {
        finding = new Finding(Kind.ALTERED, differs, difference);
      } else {
        finding =
            new Finding(
                Kind.ALTERED,
                confirmed,
                "one of the records "
                    + confirmed
                    + " to "
                    + (tree.size() - 1)
                    + " is not the one that was logged, and the stored hashes were altered with"
                    + " it");
      }
    }
  }

  /** The leaf hashes that the newest checkpoint covers, as stored; none if the file is gone. */
  private record StoredLeaves(FixedRows rows) implements AutoCloseable {
    private static final int LOOK_AROUND = 1000;

    static StoredLeaves open(Path tree, long covered) throws IOException {
      Path file = TreeStore.file(tree, 0);
      long there = Files.exists(file) ? Files.size(file) / FixedRows.ROW_BYTES : 0;
      return new StoredLeaves(new FixedRows(file, Math.min(covered, there), false));
    }

    boolean isAt(long index, Hash leaf) throws IOException {
      return index >= rows.rows() || Hash.at(rows.read(index, 1), 0).equals(leaf);
    }

    /** Says where near by the record was logged that stands at {@code index} now. */
    String whereElse(long index, Hash leaf) throws IOException {
      long first = Math.max(0, index - LOOK_AROUND);
      int count = (int) Math.min(2 * LOOK_AROUND, rows.rows() - first);
      byte[] near = rows.read(first, count);
      for (int i = 0; i < count; i++) {
        if (Hash.at(near, i * Hash.BYTES).equals(leaf)) {
          return "; in its place stands what was logged as record "
              + (first + i)
              + ": records were removed, added or put in another order";
        }
      }
      return "";
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}
