package io.colophon.throttling;

import java.util.Collection;
import java.util.List;

/**
 * All limits of one process, and what is used of each. Thread-safe; nothing here waits.
 *
 * <p>Times come from the caller: {@code nowNanos} is elapsed time as of {@link System#nanoTime()},
 * {@code nowEpochMillis} the wall clock, which is used for calendar days and months only. A wall
 * clock that is set forward past midnight and back again gives no budget a second time.
 *
 * <p>Everything that is settled counts at the time of its settlement, or a moment later: a 1,024th
 * of a rate's window, at most 100 ms. So for every limit on a rate and every span of time, what was
 * settled in the span is at most {@code burst + amount * span / window}; for every calendar window
 * it is at most {@code amount}; unless more was settled than was held. Such an overdraft is kept as
 * a debt, and new demands wait until it is gone.
 */
public final class Limits {
  /** How many subjects' limits are remembered unless said otherwise. */
  public static final int DEFAULT_MOST_STATES = 100_000;

  private final Lanes lanes;
  private final Cells cells;

  private Limits(Lanes lanes, Cells cells) {
    this.lanes = lanes;
    this.cells = cells;
  }

  /**
   * Limits of which nothing is used yet.
   *
   * @throws IllegalArgumentException if two rules have the same subject, dimension and window
   */
  public static Limits of(List<LimitRule> rules) {
    return of(rules, DEFAULT_MOST_STATES);
  }

  /**
   * @param mostStates how many subjects' limits are remembered at most; when all are in use,
   *     callers that need one more are refused
   */
  public static Limits of(List<LimitRule> rules, int mostStates) {
    return of(rules, mostStates, Sharing.NONE);
  }

  /**
   * @param sharing makes those limits that are kept together with other processes
   */
  public static Limits of(List<LimitRule> rules, int mostStates, Sharing sharing) {
    return of(rules, mostStates, sharing, Runtime.getRuntime().availableProcessors(), true);
  }

  /**
   * @param threads about how many threads run at the same time
   * @param inAdvance whether threads may hold parts of a limit in advance; what is used is then
   *     known a moment later, see {@link #usage}
   */
  static Limits of(
      List<LimitRule> rules, int mostStates, Sharing sharing, int threads, boolean inAdvance) {
    Lanes lanes = new Lanes(threads);
    return new Limits(lanes, new Cells(new RuleSet(rules), mostStates, sharing, lanes, inAdvance));
  }

  /**
   * The limits of a caller, to be made once and kept with its credential or connection. It follows
   * {@link #reconfigure} by itself.
   *
   * @param subjects in the order in which refusals name them, for instance {@code tenant:x}, {@code
   *     key:y}, {@code model:z}
   */
  public LimitChain chain(Collection<String> subjects) {
    return new LimitChain(this, subjects);
  }

  /**
   * Replaces the rules. What is used and held of a subject, dimension and window that is still
   * limited goes on counting, also under another amount.
   *
   * @throws IllegalArgumentException as in {@link #of(List)}; the old rules then stay
   */
  public void reconfigure(List<LimitRule> newRules) {
    cells.replace(new RuleSet(newRules));
  }

  /**
   * Counts an amount as used at a moment, for instance what the ledger says of today after a
   * restart. Hand in older moments first. Concurrency is never counted.
   *
   * @param atNanos the moment as elapsed time; may be before the process started
   * @param atEpochMillis the same moment on the wall clock
   */
  public void charge(
      Collection<String> subjects, Amounts amounts, long atNanos, long atEpochMillis) {
    chain(subjects).charge(amounts, atNanos, atEpochMillis);
  }

  /** Takes back every hold whose lease has ended; returns how many. Call now and then. */
  public int expire(long nowNanos, long nowEpochMillis) {
    return lanes.expire(nowNanos, nowEpochMillis);
  }

  /**
   * Gives back the slots of every hold on a stream that has closed; returns how many holds there
   * were. The rest stays held until each is settled or its lease ends. Looks at all open holds.
   *
   * @param stream as in {@link Demand#stream}; nothing is done for an empty one
   */
  public int closed(String stream, long nowNanos, long nowEpochMillis) {
    if (stream.isEmpty()) {
      return 0;
    }
    int found = 0;
    for (Hold hold : lanes.open()) {
      if (hold.freeSlotsOf(stream, nowNanos, nowEpochMillis)) {
        found++;
      }
    }
    return found;
  }

  /** The holds that have not ended, the oldest first, for operators: who has which slots. */
  public List<Hold> holds(int most) {
    return lanes.open().stream()
        .sorted((one, other) -> Long.signum(one.sinceNanos() - other.sinceNanos()))
        .limit(most)
        .toList();
  }

  /**
   * What is used of each limit that anybody has met, in no order. While others change it, it is a
   * sum of what each thread had a moment ago.
   */
  public List<LimitUsage> usage(long nowNanos, long nowEpochMillis) {
    return cells.usage(nowNanos, nowEpochMillis);
  }

  /** How many holds are neither settled, released nor expired. */
  public int openHolds() {
    return lanes.open().size();
  }

  RuleSet rules() {
    return cells.rules();
  }

  Cells cells() {
    return cells;
  }

  Lanes lanes() {
    return lanes;
  }
}
