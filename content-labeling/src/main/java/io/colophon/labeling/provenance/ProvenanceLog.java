package io.colophon.labeling.provenance;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
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
  /** Longest record: an entry bundle of tlog-tiles tells lengths in two bytes. */
  public static final int MAX_RECORD_BYTES = 65_535;

  private final Journal journal;
  private final CheckpointStore store;
  private final Checkpointer checkpointer;
  private final SecureRandom salts;
  private final Retention retention;

  private ProvenanceLog(
      Path directory,
      Journal journal,
      LogState state,
      PersonalStore personal,
      CopyFinder copies,
      CheckpointStore store,
      Checkpointer checkpointer,
      SecureRandom salts) {
    super(directory, state, personal, copies);
    this.journal = journal;
    this.store = store;
    this.checkpointer = checkpointer;
    this.salts = salts;
    this.retention = new Retention(this, personal);
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
      PersonalStore personal = opened.add(PersonalStore.open(LogFiles.personal(directory)));
      PersonalMending.mend(personal, journal, last.map(Checkpoint::size).orElse(0L));
      CopyFinder copies = opened.add(CopyFinder.open(LogFiles.fingerprints(directory), state));
      List<Checkpointer.Follower> followers = new ArrayList<>();
      followers.add(copies::flush);
      followers.add(new TilePublisher(LogFiles.tiles(directory), journal, state));
      if (options.stamps().isPresent()) {
        followers.add(stamps(directory, options.stamps().get(), last));
      }
      Checkpointer checkpointer = new Checkpointer(state, key, store, last, options, followers);
      return new ProvenanceLog(
          directory, journal, state, personal, copies, store, checkpointer, options.random());
    } catch (IOException | RuntimeException e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  private static CheckpointStamps stamps(
      Path directory, LogOptions.Stamps wanted, Optional<Checkpoint> last) {
    CheckpointStamps stamps =
        new CheckpointStamps(LogFiles.stamps(directory), wanted.stamper(), wanted.interval());
    last.ifPresent(stamps::signed);
    return stamps;
  }

  /** Opens a log for reading, beside the process that writes it or without one. */
  public static ProvenanceReader openReadOnly(Path directory) throws IOException {
    return ProvenanceReader.open(directory);
  }

  /**
   * Appends a record. Its personal values are sealed first: what comes back, and what is hashed,
   * holds commitments; see {@link #reveal}.
   *
   * @return completes when the record and its personal values are on disk, the record is in the
   *     tree and found by every query; fails with {@link JournalException} if it is refused or
   *     cannot be written. Dependent stages run on the journal's writer thread and must not block
   * @throws IllegalArgumentException if the record has a text that is not Unicode, a personal value
   *     that is too long, or more than {@value #MAX_RECORD_BYTES} bytes
   */
  public CompletableFuture<LogEntry> append(ProvenanceRecord record) {
    Sealer sealer = new Sealer(salts);
    ProvenanceRecord sealed = sealer.seal(record);
    ByteBuffer bytes = RecordWriter.write(sealed);
    if (bytes.remaining() > MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "record of " + bytes.remaining() + " bytes, expected at most " + MAX_RECORD_BYTES);
    }
    CompletableFuture<Void> kept =
        sealer.secrets().isEmpty()
            ? CompletableFuture.completedFuture(null)
            : personal.keep(sealer.secrets());
    Hash leaf = new TreeHasher().leaf(bytes);
    RecordRow row = RecordRow.of(sealed);
    CompletableFuture<LogEntry> result = new CompletableFuture<>();
    var unused =
        journal
            .append(bytes)
            .whenComplete(
                (index, failure) -> {
                  if (failure != null) {
                    result.completeExceptionally(failure);
                  } else {
                    add(new LogEntry(index, leaf, sealed), row, kept, result);
                  }
                });
    return result;
  }

  /** No checkpoint covers a record before its personal values are on disk. */
  private void add(
      LogEntry entry,
      RecordRow row,
      CompletableFuture<Void> kept,
      CompletableFuture<LogEntry> result) {
    var unused =
        kept.whenComplete(
            (nothing, lost) -> {
              state.add(
                  entry.index(),
                  new LogState.Addition(
                      entry.leafHash(),
                      row,
                      () -> {
                        copies.add(entry);
                        if (lost == null) {
                          result.complete(entry);
                        } else {
                          result.completeExceptionally(lost);
                        }
                      }));
              checkpointer.added();
            });
  }

  /** Returns what may be erased from the log, and what may not yet. */
  public Retention retention() {
    return retention;
  }

  /** Returns the files that anybody may be given to check the log: see {@link TileFiles}. */
  public TileFiles tiles() {
    return TileFiles.of(directory);
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
    all.add(copies);
    all.add(checkpointer::close);
    all.add(journal);
    all.add(personal);
    all.close();
  }
}
