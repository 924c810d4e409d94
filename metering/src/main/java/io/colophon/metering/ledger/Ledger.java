package io.colophon.metering.ledger;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.journal.OnDamage;
import io.colophon.metering.ledger.LedgerRefusedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only record of every generation: opened at admission, settled once at its end. What
 * ends the process in between (a crash, {@code kill -9}) is settled as {@link EndState#INTERRUPTED}
 * at the next start.
 *
 * <p>Safe for any number of threads. {@link #opened} and {@link #settle} never wait for the disk,
 * but to open an id that was made long ago reads a few bytes of it. Only what is open can be
 * settled, and what is settled is never opened again, however long ago that was: each (usage id,
 * revision) is in the ledger once.
 *
 * <p>A ledger with damaged entries opens and goes on; {@link Recovery#dropped} says what was lost.
 * Positions of lost entries are not used again.
 */
public final class Ledger implements LedgerEntries {
  /** Most generations that may be open at once; more are refused. */
  public static final int MAX_OPEN = 262_144;

  /** Highest revision of a generation. */
  public static final int MAX_REVISION = (1 << IdTable.REVISION_BITS) - 1;

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final String ENTRIES = "entries";
  private static final String IDS = "settled-ids";

  private final Journal journal;
  private final ReplayMark mark;
  private final SettledIds ids;
  private final Recovery recovery;

  private final OpenGenerations open = new OpenGenerations();
  private final Corrections corrections;

  private Ledger(Journal journal, ReplayMark mark, SettledIds ids, Recovery recovery) {
    this.journal = journal;
    this.mark = mark;
    this.ids = ids;
    this.recovery = recovery;
    this.corrections = new Corrections(journal, ids);
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
    return open(directory, clock, options, goesOn, InterruptedSettlement.OF_RESERVATION);
  }

  /**
   * As above.
   *
   * @param settlement makes the settlements of what the last run left open
   */
  public static Ledger open(
      Path directory,
      Clock clock,
      JournalOptions options,
      Predicate<String> goesOn,
      InterruptedSettlement settlement)
      throws IOException {
    Journal journal =
        Journal.open(directory.resolve(ENTRIES), options.withOnDamage(OnDamage.GO_ON));
    return open(directory, journal, clock, goesOn, settlement);
  }

  /** As above, over a journal that goes on after damage; closes it when it cannot. */
  static Ledger open(
      Path directory,
      Journal journal,
      Clock clock,
      Predicate<String> goesOn,
      InterruptedSettlement settlement)
      throws IOException {
    try {
      ReplayMark mark = new ReplayMark(directory);
      SettledIds ids = savedIds(directory.resolve(IDS), mark);
      Replay.Found found =
          Replay.settleInterrupted(
              journal, ids, mark.read(journal.size()), clock, goesOn, settlement);
      Ledger ledger = new Ledger(journal, mark, ids, found.recovery());
      found.goingOn().forEach(ledger.open::goOn);
      ledger.checkpoint();
      return ledger;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static SettledIds savedIds(Path directory, ReplayMark mark) throws IOException {
    if (SettledIds.isSaved(directory)) {
      try {
        return SettledIds.open(directory);
      } catch (IOException e) {
        log.warn("{} is damaged and is made again from the ledger", directory, e);
        SettledIds.remove(directory);
      }
    }
    mark.forget();
    return SettledIds.open(directory);
  }

  /**
   * Opens a ledger for reading, beside a running server or without one. Nothing is written; open
   * generations stay open. Damaged entries are passed over, see {@link LedgerFeed#dropped}.
   */
  public static LedgerEntries openReadOnly(Path directory) throws IOException {
    return new LedgerReader(Journal.openReadOnly(directory.resolve(ENTRIES), OnDamage.GO_ON));
  }

  /**
   * What an earlier run opened and this one goes on with; empty once it is settled.
   *
   * @return the entry as it was made then, to be settled with {@link #settle}
   */
  public Optional<OpenedEntry> goingOn(String usageId) {
    return open.goingOn(usageId);
  }

  /** What {@link #open} found and settled. */
  public Recovery recovery() {
    return recovery;
  }

  /**
   * Enters an admitted generation. It becomes durable with the next settlement, or a little later.
   *
   * @throws LedgerRefusedException NOT_OPEN if that id is open already or was ever settled, FULL,
   *     or UNAVAILABLE; then the generation must not go on
   */
  public void opened(OpenedEntry entry) {
    ByteBuffer record = EntryWriter.write(entry);
    OpenGenerations.Open state = open.begin(entry.usageId(), journal.size());
    try {
      refuseSettled(entry);
    } catch (LedgerRefusedException e) {
      open.end(entry.usageId());
      throw e;
    }
    // A write that fails later is made up for by the settlement, which repeats the entry.
    CompletableFuture<Long> written = journal.appendLazily(record);
    Throwable failure = failureOf(written);
    if (failure != null) {
      open.end(entry.usageId());
      throw LedgerRefusedException.notWritten(failure);
    }
    state.release();
  }

  private void refuseSettled(OpenedEntry entry) {
    try {
      if (ids.find(entry.usageId(), entry.time().toEpochMilli()) != IdTable.NONE) {
        throw new LedgerRefusedException(
            Reason.NOT_OPEN, "usage id " + entry.usageId() + " is settled already", null);
      }
    } catch (IOException e) {
      throw new LedgerRefusedException(
          Reason.UNAVAILABLE, "it is not known whether " + entry.usageId() + " is settled", e);
    }
  }

  /**
   * Enters the end of a generation. A time before that of admission becomes that of admission.
   *
   * @return completes with the entry's position once it is on disk; only then may the final event
   *     be released. Fails with a {@link LedgerRefusedException} (as cause of a {@code
   *     CompletionException} for dependents): NOT_OPEN if it was settled before or never opened;
   *     after FULL and UNAVAILABLE it is still open and may be settled again. Runs what is attached
   *     to it on the thread that writes: be quick there
   */
  public CompletableFuture<Long> settle(SettledEntry entry) {
    OpenGenerations.Open state = open.get(entry.usageId());
    if (state == null || !state.claim()) {
      return CompletableFuture.failedFuture(
          new LedgerRefusedException(
              Reason.NOT_OPEN,
              "usage id " + entry.usageId() + " is not open: settled before, or never opened",
              null));
    }
    ByteBuffer record;
    try {
      record = EntryWriter.write(entry.notBefore(entry.opened().time()));
    } catch (RuntimeException e) {
      state.release();
      return CompletableFuture.failedFuture(e);
    }
    return journal
        .append(record)
        .handle(
            (index, failure) -> {
              if (failure != null) {
                // The journal takes back what it could not write, so that trying again is safe.
                state.release();
                throw LedgerRefusedException.notWritten(failure);
              }
              // Known as settled before it is no longer open: there is no moment between.
              ids.add(entry.usageId(), entry.opened().time().toEpochMilli(), 0, index);
              open.end(entry.usageId());
              return index;
            });
  }

  /**
   * Enters a correction of what is settled. Looks up the entry it corrects, so it blocks: not for
   * event loops. Nothing is overwritten; see {@link CorrectionEntry}.
   *
   * @return completes with the correction's position once it is on disk. Fails with a {@link
   *     LedgerRefusedException}: NOT_NEXT if the generation is not settled, is of another tenant,
   *     or if the revision is not one more than its last; FULL and UNAVAILABLE as for {@link
   *     #settle}. The same correction twice is entered once, and refused as NOT_NEXT then
   */
  public CompletableFuture<Long> correct(CorrectionEntry entry) {
    return corrections.enter(entry);
  }

  /**
   * What the ledger says last of a generation: its settlement, or the latest correction of that;
   * empty when it is not settled. Blocks for the disk.
   */
  public Optional<LedgerEntry> latest(String usageId) throws IOException {
    return corrections.latest(usageId);
  }

  /** How many entries are on disk, of all kinds; see {@link LedgerEntries#size}. */
  @Override
  public long size() {
    return journal.size();
  }

  /** How many generations are open. */
  public int openGenerations() {
    return open.count();
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
    long from = corrections.settledBelow(open.settledBelow(journal.size()));
    ids.save(); // with all that was settled before, and perhaps more
    mark.write(from);
  }

  @Override
  public void read(LedgerFilter filter, LedgerVisitor visitor) throws IOException {
    LedgerReader.read(journal, filter, visitor);
  }

  @Override
  public void follow(long index, LedgerFeed feed) throws IOException {
    journal.read(index, new LedgerReader.Feeding(feed, true));
  }

  @Override
  public void followSettled(long index, LedgerFeed feed) throws IOException {
    journal.read(index, new LedgerReader.Feeding(feed, false));
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

  private static @Nullable Throwable failureOf(CompletableFuture<Long> written) {
    return written.isCompletedExceptionally()
        ? written.handle((index, failure) -> failure).getNow(null)
        : null;
  }
}
