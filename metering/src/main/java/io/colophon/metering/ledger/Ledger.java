package io.colophon.metering.ledger;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalException;
import io.colophon.journal.JournalOptions;
import io.colophon.metering.ledger.LedgerRefusedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The append-only record of every generation: opened at admission, settled once at its end. What
 * ends the process in between (a crash, {@code kill -9}) is settled as {@link EndState#INTERRUPTED}
 * at the next start.
 *
 * <p>Safe for any number of threads. {@link #opened} and {@link #settle} never block. Only what is
 * open can be settled, and settling closes it, so the second settlement of a generation is refused
 * without any memory of those gone by; usage ids must therefore never be used twice.
 */
public final class Ledger implements LedgerEntries {
  /** Most generations that may be open at once; more are refused. */
  public static final int MAX_OPEN = 262_144;

  private final Journal journal;
  private final ReplayMark mark;
  private final Recovery recovery;

  private final ConcurrentMap<String, Open> open = new ConcurrentHashMap<>();

  private final AtomicInteger openCount = new AtomicInteger();

  private Ledger(Journal journal, ReplayMark mark, Recovery recovery) {
    this.journal = journal;
    this.mark = mark;
    this.recovery = recovery;
  }

  /**
   * Opens the ledger in a directory of its own, which is created if missing, and settles what the
   * last run left open. Blocks until that is on disk.
   *
   * @param clock gives the time of those settlements
   * @throws IOException if the directory is in use or cannot be written, or an entry is damaged
   */
  public static Ledger open(Path directory, Clock clock) throws IOException {
    return open(directory, clock, JournalOptions.defaults());
  }

  /** As above, with other limits of the journal. */
  public static Ledger open(Path directory, Clock clock, JournalOptions options)
      throws IOException {
    return open(directory, clock, options, usageId -> false);
  }

  /**
   * As above, but leaves open what goes on in this run: whoever says so of a usage id settles it,
   * see {@link #goingOn}.
   *
   * @param goesOn asked for each usage id that the last run left open
   */
  public static Ledger open(
      Path directory, Clock clock, JournalOptions options, Predicate<String> goesOn)
      throws IOException {
    Journal journal = Journal.open(directory.resolve("entries"), options);
    try {
      ReplayMark mark = new ReplayMark(directory);
      Replay.Found found = Replay.settleInterrupted(journal, mark, clock, goesOn);
      Ledger ledger = new Ledger(journal, mark, found.recovery());
      found.goingOn().forEach(ledger::goOn);
      ledger.checkpoint();
      return ledger;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /**
   * Opens a ledger for reading, beside a running server or without one. Nothing is written; open
   * generations stay open.
   */
  public static LedgerEntries openReadOnly(Path directory) throws IOException {
    return new LedgerReader(Journal.openReadOnly(directory.resolve("entries")));
  }

  private void goOn(OpenedEntry entry, long index) {
    open.put(entry.usageId(), new Open(index, entry));
    openCount.incrementAndGet();
  }

  /**
   * What an earlier run opened and this one goes on with; empty once it is settled.
   *
   * @return the entry as it was made then, to be settled with {@link #settle}
   */
  public Optional<OpenedEntry> goingOn(String usageId) {
    Open state = open.get(usageId);
    return state == null ? Optional.empty() : Optional.ofNullable(state.earlier);
  }

  /** What {@link #open} found and settled. */
  public Recovery recovery() {
    return recovery;
  }

  /**
   * Enters an admitted generation. It becomes durable with the next settlement, or a little later.
   *
   * @throws LedgerRefusedException NOT_OPEN if that id is open already, FULL, or UNAVAILABLE; then
   *     the generation must not go on
   */
  public void opened(OpenedEntry entry) {
    ByteBuffer record = EntryWriter.write(entry);
    if (openCount.incrementAndGet() > MAX_OPEN) {
      openCount.decrementAndGet();
      throw new LedgerRefusedException(
          Reason.FULL, MAX_OPEN + " generations are open, expected fewer", null);
    }
    if (open.putIfAbsent(entry.usageId(), new Open(journal.size(), null)) != null) {
      openCount.decrementAndGet();
      throw new LedgerRefusedException(
          Reason.NOT_OPEN, "usage id " + entry.usageId() + " is open already", null);
    }
    // A write that fails later is made up for by the settlement, which repeats the entry.
    CompletableFuture<Long> written = journal.appendLazily(record);
    Throwable failure = failureOf(written);
    if (failure != null) {
      forget(entry.usageId());
      throw refusal(failure);
    }
  }

  /**
   * Enters the end of a generation.
   *
   * @return completes with the entry's position once it is on disk; only then may the final event
   *     be released. Fails with a {@link LedgerRefusedException} (as cause of a {@code
   *     CompletionException} for dependents): NOT_OPEN if it was settled before or never opened;
   *     after FULL and UNAVAILABLE it is still open and may be settled again. Runs what is attached
   *     to it on the thread that writes: be quick there
   */
  public CompletableFuture<Long> settle(SettledEntry entry) {
    Open state = open.get(entry.usageId());
    if (state == null || !state.settling.compareAndSet(false, true)) {
      return CompletableFuture.failedFuture(
          new LedgerRefusedException(
              Reason.NOT_OPEN,
              "usage id " + entry.usageId() + " is not open: settled before, or never opened",
              null));
    }
    ByteBuffer record;
    try {
      record = EntryWriter.write(entry);
    } catch (RuntimeException e) {
      state.settling.set(false);
      return CompletableFuture.failedFuture(e);
    }
    return journal
        .append(record)
        .handle(
            (index, failure) -> {
              if (failure != null) {
                // The journal takes back what it could not write, so that trying again is safe.
                state.settling.set(false);
                throw refusal(failure);
              }
              forget(entry.usageId());
              return index;
            });
  }

  /** How many entries are on disk, opened and settled ones. */
  @Override
  public long size() {
    return journal.size();
  }

  /** How many generations are open. */
  public int openGenerations() {
    return openCount.get();
  }

  /** Whether the disk takes writes. While it does not, admit nothing. */
  public boolean healthy() {
    return journal.healthy();
  }

  /**
   * Notes how far everything is settled, so that the next start reads less. Call it now and then,
   * from a thread that may block.
   */
  public void checkpoint() throws IOException {
    long from = journal.size();
    for (Open state : open.values()) {
      from = Math.min(from, state.from);
    }
    mark.write(from);
  }

  @Override
  public void read(LedgerFilter filter, LedgerVisitor visitor) throws IOException {
    LedgerReader.read(journal, filter, visitor);
  }

  @Override
  public void follow(long index, LedgerFeed feed) throws IOException {
    LedgerReader.follow(journal, index, feed);
  }

  /** Waits for what is queued, then closes. Generations still open are interrupted ones. */
  @Override
  public void close() throws IOException {
    try {
      checkpoint();
    } finally {
      journal.close();
    }
  }

  private void forget(String usageId) {
    if (open.remove(usageId) != null) {
      openCount.decrementAndGet();
    }
  }

  private static @Nullable Throwable failureOf(CompletableFuture<Long> written) {
    return written.isCompletedExceptionally()
        ? written.handle((index, failure) -> failure).getNow(null)
        : null;
  }

  private static LedgerRefusedException refusal(Throwable failure) {
    Reason reason =
        failure instanceof JournalException journal
                && journal.reason() == JournalException.Reason.FULL
            ? Reason.FULL
            : Reason.UNAVAILABLE;
    return new LedgerRefusedException(reason, "the ledger was not written", failure);
  }

  /** A generation until its settlement is on disk. */
  private static final class Open {
    /** How many entries there were before the opened one, or fewer. */
    private final long from;

    /** The entry, where an earlier run made it. */
    private final @Nullable OpenedEntry earlier;

    private final AtomicBoolean settling = new AtomicBoolean();

    Open(long from, @Nullable OpenedEntry earlier) {
      this.from = from;
      this.earlier = earlier;
    }
  }
}
