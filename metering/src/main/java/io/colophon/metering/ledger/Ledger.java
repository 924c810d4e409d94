package io.colophon.metering.ledger;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalException;
import io.colophon.journal.JournalOptions;
import io.colophon.journal.OnDamage;
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

  private final ConcurrentMap<String, Open> open = new ConcurrentHashMap<>();

  /** Corrections on their way to the disk, with the ledger's size before them. */
  private final ConcurrentMap<String, Long> correcting = new ConcurrentHashMap<>();

  private final AtomicInteger openCount = new AtomicInteger();

  private Ledger(Journal journal, ReplayMark mark, SettledIds ids, Recovery recovery) {
    this.journal = journal;
    this.mark = mark;
    this.ids = ids;
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
      found.goingOn().forEach(ledger::goOn);
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
   * @throws LedgerRefusedException NOT_OPEN if that id is open already or was ever settled, FULL,
   *     or UNAVAILABLE; then the generation must not go on
   */
  public void opened(OpenedEntry entry) {
    ByteBuffer record = EntryWriter.write(entry);
    if (openCount.incrementAndGet() > MAX_OPEN) {
      openCount.decrementAndGet();
      throw new LedgerRefusedException(
          Reason.FULL, MAX_OPEN + " generations are open, expected fewer", null);
    }
    Open state = new Open(journal.size(), null);
    state.settling.set(true); // nobody settles it before it is known that nobody did
    if (open.putIfAbsent(entry.usageId(), state) != null) {
      openCount.decrementAndGet();
      throw new LedgerRefusedException(
          Reason.NOT_OPEN, "usage id " + entry.usageId() + " is open already", null);
    }
    try {
      refuseSettled(entry);
    } catch (LedgerRefusedException e) {
      forget(entry.usageId());
      throw e;
    }
    // A write that fails later is made up for by the settlement, which repeats the entry.
    CompletableFuture<Long> written = journal.appendLazily(record);
    Throwable failure = failureOf(written);
    if (failure != null) {
      forget(entry.usageId());
      throw refusal(failure);
    }
    state.settling.set(false);
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
      record = EntryWriter.write(entry.notBefore(entry.opened().time()));
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
              // Known as settled before it is no longer open: there is no moment between.
              ids.add(entry.usageId(), entry.opened().time().toEpochMilli(), 0, index);
              forget(entry.usageId());
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
    String usageId = entry.usageId();
    if (correcting.putIfAbsent(usageId, journal.size()) != null) {
      return CompletableFuture.failedFuture(
          new LedgerRefusedException(
              Reason.NOT_NEXT, "another correction of " + usageId + " is being written", null));
    }
    ByteBuffer record;
    try {
      refuseUnlessNext(entry);
      record = EntryWriter.write(entry);
    } catch (IOException | RuntimeException e) {
      correcting.remove(usageId);
      return CompletableFuture.failedFuture(e instanceof IOException ? refusal(e) : e);
    }
    return journal
        .append(record)
        .handle(
            (index, failure) -> {
              if (failure == null) {
                long millis = entry.corrected().opened().time().toEpochMilli();
                ids.add(usageId, millis, entry.revision(), index);
              }
              correcting.remove(usageId);
              if (failure != null) {
                throw refusal(failure);
              }
              return index;
            });
  }

  private void refuseUnlessNext(CorrectionEntry entry) throws IOException {
    String usageId = entry.usageId();
    SettledEntry last = null;
    int revision = -1;
    LedgerEntry found = latest(usageId).orElse(null);
    if (found instanceof SettledEntry settled) {
      last = settled;
      revision = 0;
    } else if (found instanceof CorrectionEntry correction) {
      last = correction.corrected();
      revision = correction.revision();
    }
    String problem = null;
    if (last == null) {
      problem = "is not settled";
    } else if (!last.opened().tenant().equals(entry.corrected().opened().tenant())) {
      problem = "is not of tenant " + entry.corrected().opened().tenant();
    } else if (entry.revision() != revision + 1 || revision >= MAX_REVISION) {
      problem = "has revision " + revision + ", so " + entry.revision() + " is not the next";
    }
    if (problem != null) {
      throw new LedgerRefusedException(
          Reason.NOT_NEXT, "usage id " + usageId + " " + problem, null);
    }
  }

  /**
   * What the ledger says last of a generation: its settlement, or the latest correction of that;
   * empty when it is not settled. Blocks for the disk.
   */
  public Optional<LedgerEntry> latest(String usageId) throws IOException {
    long found = ids.find(usageId, UsageIds.NO_TIME);
    if (found == IdTable.NONE) {
      return Optional.empty();
    }
    LedgerEntry entry = EntryReader.read(journal.read(IdTable.position(found)));
    return entry.usageId().equals(usageId) ? Optional.of(entry) : Optional.empty();
  }

  /** How many entries are on disk, of all kinds; see {@link LedgerEntries#size}. */
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
    for (long before : correcting.values()) {
      from = Math.min(from, before);
    }
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
