package io.colophon.throttling;

import org.jspecify.annotations.Nullable;

/**
 * One rule applied to one subject, and what is held and used of it. How that is kept is each
 * class's own affair: in this process alone, or leased from a store that several share.
 * Thread-safe; nothing here waits.
 *
 * <p>For every limit: what is held does not flow back with time, only what is spent does. No
 * schedule of calls lets the sum of held and used pass the {@link #capacity}, except that more is
 * spent than was held; that is kept as a debt, and refuses until it is gone. Amounts are in the
 * dimension's unit, 0 to {@link LimitRule#MOST_AMOUNT}. Times are as in {@link Limits}.
 */
public abstract class Limit {
  private final LimitRule rule;
  private final String subject;
  private final long capacity;

  /** The ordinal of the dimension, read on every demand. */
  final int dimensionIndex;

  protected Limit(LimitRule rule, String subject) {
    this.rule = rule;
    this.subject = subject;
    this.capacity = rule.capacity();
    this.dimensionIndex = rule.dimension().ordinal();
  }

  /** The rule as declared. */
  public final LimitRule rule() {
    return rule;
  }

  /** Whom it is applied to; differs from the rule's where that has a wildcard. */
  public final String subject() {
    return subject;
  }

  /** What it limits. */
  public final Dimension dimension() {
    return rule.dimension();
  }

  /** Most that can be in use at one moment. */
  public final long capacity() {
    return capacity;
  }

  /**
   * Holds an amount; false, with nothing changed, when there is no room. Of 0 nothing is held, but
   * a limit that is overdrawn still says false.
   */
  protected abstract boolean hold(long amount, long nowNanos, long nowEpochMillis);

  /**
   * Takes {@code unheld} from the held amount and adds {@code used} to the spent one, which may be
   * more. Never refused.
   */
  protected abstract void spend(long unheld, long used, long nowNanos, long nowEpochMillis);

  /** Counts an amount as used at a moment that may lie in the past. */
  protected abstract void charge(long amount, long atNanos, long atEpochMillis);

  /** Whether an amount has no room at this moment. */
  protected abstract boolean refuses(long amount, long nowNanos, long nowEpochMillis);

  /**
   * Why {@link #hold} said false a moment ago: refused, or pending where the room is being asked
   * for elsewhere. Called only then.
   */
  protected abstract Decision refusal(long amount, long nowNanos, long nowEpochMillis);

  /** What is settled and held now. */
  protected abstract LimitUsage usage(long nowNanos, long nowEpochMillis);

  /**
   * Throws the state away if it remembers nothing, so that another subject has room. Whoever still
   * has this limit must find the next state of the subject when he uses it again.
   *
   * @return whether it did; the limit is then no longer listed
   */
  protected boolean forget(long nowNanos, long nowEpochMillis) {
    return false;
  }

  /**
   * The same limit with the same state under another rule for the subject, dimension and window;
   * null where the state cannot go on, and a fresh one begins.
   */
  protected @Nullable Limit under(LimitRule next) {
    return null;
  }
}
