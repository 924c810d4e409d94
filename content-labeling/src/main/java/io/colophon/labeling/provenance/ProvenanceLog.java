package io.colophon.labeling.provenance;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The log of all generated outputs, open for appending: an append-only journal of records, a Merkle
 * tree over them (RFC 9162) and signed checkpoints (C2SP tlog-checkpoint).
 *
 * <p>Safe for any number of threads. {@link #append} never blocks; what is inherited reads from
 * disk. Memory: about 50 bytes per record for lookups.
 *
 * <p>It shows alterations to whoever holds a checkpoint or the key's public half. Somebody who has
 * the signing key and all files can make a new log; only checkpoints kept elsewhere tell.
 */
public final class ProvenanceLog extends ProvenanceRecords implements Closeable {
  private final Journal journal;
  private final CheckpointStore store;
  private final Checkpointer checkpointer;

  private ProvenanceLog(
      Path directory,
      Journal journal,
      LogState state,
      CheckpointStore store,
      Checkpointer checkpointer) {
    super(directory, state);
    this.journal = journal;
    this.store = store;
    this.checkpointer = checkpointer;
  }

  /**
   * Opens the log in {@code directory}, made if missing. Compares it with its last checkpoint: that
   * finds missing records and damaged hashes, not an altered record; {@link #check} does.
   *
   * @throws AlteredLogException if records that a checkpoint covers are missing or not the same
   * @throws JournalException if another process has it open, the disk refuses, or the journal is
   *     damaged
   * @throws IOException if the key is missing, another, or readable by others
   */
  public static ProvenanceLog open(Path directory, LogOptions options) throws IOException {
    Files.createDirectories(directory);
    Closer opened = new Closer();
    try {
      Journal journal = opened.add(Journal.open(LogFiles.records(directory), options.journal()));
      SigningKey key = LogFiles.key(directory, options);
      Optional<Checkpoint> last = CheckpointStore.readLast(directory);
      requireSigned(last, key.verifier());
      CheckpointStore store = opened.add(CheckpointStore.open(directory));
      LogState state = opened.add(LogState.load(journal, directory, last, true));
      Checkpointer checkpointer = new Checkpointer(state, key, store, last, options);
      return new ProvenanceLog(directory, journal, state, store, checkpointer);
    } catch (IOException | RuntimeException e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  /** Opens a log for reading, beside the process that writes it or without one. */
  public static ProvenanceReader openReadOnly(Path directory) throws IOException {
    return ProvenanceReader.open(directory);
  }

  /**
   * Appends a record.
   *
   * @return completes when the record is on disk, in the tree and found by every query; fails with
   *     {@link JournalException}. Completes on the journal's thread: what is attached must be quick
   *     and must not block
   * @throws IllegalArgumentException if a text holds half a surrogate pair
   */
  public CompletableFuture<LogEntry> append(ProvenanceRecord record) {
    ByteBuffer bytes = RecordWriter.write(record);
    if (!checkpointer.isKeepingUp()) {
      return CompletableFuture.failedFuture(
          new IOException("provenance log refuses records: its checkpoints cannot be written"));
    }
    Hash leaf = new TreeHasher().leaf(bytes);
    RecordRow row = RecordRow.of(record);
    CompletableFuture<LogEntry> result = new CompletableFuture<>();
    var unused =
        journal
            .append(bytes)
            .whenComplete(
                (index, failure) -> {
                  if (failure != null) {
                    result.completeExceptionally(failure);
                  } else {
                    LogEntry entry = new LogEntry(index, leaf, record);
                    state.add(
                        index, new LogState.Addition(leaf, row, () -> result.complete(entry)));
                    checkpointer.added();
                  }
                });
    return result;
  }

  /** Returns whether appends can be expected to succeed; a gateway refuses requests when not. */
  public boolean healthy() {
    return journal.healthy() && checkpointer.isKeepingUp();
  }

  /** Signs the log as it is now; blocks until the checkpoint is on disk. */
  public Checkpoint checkpoint() throws IOException {
    return checkpointer.sign();
  }

  /** Writes what is queued, signs it, and closes all files. */
  @Override
  public void close() throws IOException {
    Closer all = new Closer();
    all.add(store);
    all.add(state);
    all.add(checkpointer::close);
    all.add(journal);
    all.close();
  }
}
