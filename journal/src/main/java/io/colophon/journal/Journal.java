package io.colophon.journal;

import io.colophon.journal.JournalException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only log in a directory of its own, open for appending. A record is acknowledged when
 * it is on disk; records that queue up while the disk is busy share one force (group commit).
 *
 * <p>Safe for any number of threads. {@link #append} and {@link #appendLazily} never block and may
 * be called on event loops. Their futures complete on the journal's one writer thread: whatever is
 * attached to them must be quick and must not block or wait for another append; use the {@code
 * ...Async} methods of {@link CompletableFuture} with an executor for more.
 *
 * <p>After a failed write or a full disk, the futures concerned fail, {@link #healthy} is false and
 * appends fail until the disk takes writes again, which is tried with every append and twice a
 * second.
 */
public final class Journal implements JournalRecords, Closeable {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  private final Storage storage;
  private final Closeable lock;
  private final JournalOptions options;
  private final Intake intake;
  private final ActiveSegment active;
  private final Writer writer;
  private final Thread thread;
  private final SegmentReading reading;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Journal(
      Storage storage, Closeable lock, JournalOptions options, ActiveSegment active, String name) {
    this.storage = storage;
    this.lock = lock;
    this.options = options;
    this.active = active;
    this.intake = new Intake(options);
    this.writer = new Writer(intake, active, options.maxRecordBytes(), name);
    this.reading = new SegmentReading(storage, options.onDamage());
    this.thread = new Thread(writer, "journal-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Opens the journal in {@code directory}, which is created if missing. What a crash left half
   * written at the very end was never acknowledged and is cut off.
   *
   * @throws JournalException LOCKED if it is open for writing elsewhere, DISK if the directory
   *     cannot be written
   * @throws CorruptJournalException if acknowledged records are damaged; the files are left alone
   */
  public static Journal open(Path directory, JournalOptions options) throws IOException {
    DirectoryLock lock;
    try {
      Files.createDirectories(directory);
      lock = DirectoryLock.take(directory);
    } catch (JournalException e) {
      throw e;
    } catch (IOException e) {
      throw new JournalException(
          Reason.DISK, "journal directory " + directory + " cannot be written: " + e, e);
    }
    String name = String.valueOf(directory.getFileName());
    try {
      return open(new DiskStorage(directory), lock, options, name);
    } catch (IOException e) {
      lock.close();
      throw e instanceof JournalException
          ? e
          : new JournalException(
              Reason.DISK, "journal " + directory + " cannot be opened: " + e, e);
    }
  }

  static Journal open(Storage storage, Closeable lock, JournalOptions options, String name)
      throws IOException {
    ActiveSegment active = ActiveSegment.open(storage, options);
    for (Damage damage : active.dropped()) {
      log.error("journal {}: going on after damage, without {}", name, damage);
    }
    return new Journal(storage, lock, options, active, name);
  }

  /**
   * Opens a journal for reading, beside its writer or without one. Nothing is written.
   *
   * @throws CorruptJournalException if acknowledged records are damaged
   */
  public static JournalReader openReadOnly(Path directory) throws IOException {
    return openReadOnly(directory, OnDamage.REFUSE);
  }

  /**
   * As above.
   *
   * @param onDamage what to do about damaged records, whatever its writer does
   */
  public static JournalReader openReadOnly(Path directory, OnDamage onDamage) throws IOException {
    return JournalReader.open(new DiskStorage(directory), onDamage);
  }

  /**
   * Appends a record.
   *
   * @param record from position to limit, which are not moved; the bytes must not change until the
   *     future is done
   * @return completes with the record's index once it is on disk; fails with {@link
   *     JournalException} FULL, TOO_LARGE or CLOSED at once, or DISK. Cancelling it does not take
   *     the record back
   */
  public CompletableFuture<Long> append(ByteBuffer record) {
    return queue(new Pending(record, false));
  }

  /**
   * Appends a record that is in no hurry: it keeps its place among the others and shares the next
   * force, at the latest after {@link JournalOptions#lazyDelay()}. For facts whose loss in a crash
   * another record makes up for.
   */
  public CompletableFuture<Long> appendLazily(ByteBuffer record) {
    return queue(new Pending(record, true));
  }

  private CompletableFuture<Long> queue(Pending pending) {
    if (pending.length > options.maxRecordBytes()) {
      return CompletableFuture.failedFuture(
          new JournalException(
              Reason.TOO_LARGE,
              "record of " + pending.length + " bytes, at most " + options.maxRecordBytes(),
              null));
    }
    Reason refusal = intake.offer(pending);
    if (refusal != null) {
      return CompletableFuture.failedFuture(
          new JournalException(
              refusal,
              refusal == Reason.FULL
                  ? "journal queue is full: the disk does not keep up"
                  : "journal is closed",
              null));
    }
    return pending;
  }

  /**
   * Returns what was damaged when this journal was opened and goes on after; empty for one that
   * refuses damage. Damage to earlier files is found when they are read.
   */
  public List<Damage> dropped() {
    return active.dropped();
  }

  /** Returns one more than the highest number on disk: how many records, unless some were lost. */
  @Override
  public long size() {
    return active.records();
  }

  /** Returns whether the last write succeeded, or the disk has been seen to take writes since. */
  public boolean healthy() {
    return writer.healthy();
  }

  @Override
  public void read(long fromIndex, RecordVisitor visitor) throws IOException {
    long size = active.records();
    reading.read(active.segments(), size, fromIndex, visitor);
  }

  @Override
  public ByteBuffer read(long index) throws IOException {
    long size = active.records();
    return reading.read(active.segments(), size, index);
  }

  /**
   * Refuses further appends, writes what is queued, and lets the directory go. Waits for the writer
   * thread, also when interrupted; not to be called from a callback of an append.
   */
  @Override
  public void close() throws IOException {
    intake.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try (lock;
        storage) {
      if (closed.compareAndSet(false, true)) {
        active.close();
      }
    }
  }
}
